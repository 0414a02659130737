package routes.pipeline;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** One test for each of several texts. */
public final class Each {

    private Each() {}

    /** What must be true of each. */
    public interface Promise {
        void check(String text) throws Exception;
    }

    public static Stream<DynamicTest> of(Promise promise, String... texts) {
        return Arrays.stream(texts).map(text -> DynamicTest.dynamicTest("'" + text + "'", () -> promise.check(text)));
    }

    /** What must be true of a case of three: a program, a body and what comes out. */
    public interface Outcome {
        void check(String program, String body, String expected) throws Exception;
    }

    /** Cases written as {@code program § body § expected}. */
    public static Stream<DynamicTest> of(Outcome outcome, String... cases) {
        return of(
                (String text) -> {
                    String[] parts = text.split(" § ");
                    outcome.check(parts[0], parts[1], parts[2]);
                },
                cases);
    }
}
