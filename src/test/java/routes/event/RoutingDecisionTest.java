package routes.event;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingDecisionTest {

    /** Nobody would ever confirm it, and it would be in flight for ever. */
    @Test
    void neverDeliversToNobody() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RoutingDecision.Deliver(List.of()));
    }
}
