package routes.connector.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnstileTest {

    private final List<Integer> passed = new ArrayList<>();
    private final List<Throwable> fallen = new ArrayList<>();

    @Test
    void letsTheNextOnePassWhenOneHasFallen() {
        Turnstile<Integer> turnstile = new Turnstile<>(this::pass, fallen::add);

        turnstile.enter(0);
        turnstile.enter(1);

        assertThat(fallen).singleElement().isInstanceOf(StackOverflowError.class);
        assertThat(passed).containsExactly(1);
    }

    @Test
    void leavesToWhoIsPassingWhatComesMeanwhile() {
        List<Turnstile<Integer>> self = new ArrayList<>();
        Turnstile<Integer> turnstile = new Turnstile<>(
                number -> {
                    if (number < 5) {
                        self.get(0).enter(number + 1);
                    }
                    passed.add(number);
                },
                fallen::add);
        self.add(turnstile);

        turnstile.enter(1);

        assertThat(passed).containsExactly(1, 2, 3, 4, 5);
    }

    private void pass(int number) {
        if (number == 0) {
            throw new StackOverflowError();
        }
        passed.add(number);
    }
}
