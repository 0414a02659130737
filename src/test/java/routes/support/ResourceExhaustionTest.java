package routes.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResourceExhaustionTest {

    static Stream<Throwable> lacks() {
        return Stream.of(
                new OutOfMemoryError("Java heap space"),
                new OutOfMemoryError("Metaspace"),
                new OutOfMemoryError("GC overhead limit exceeded"),
                new OutOfMemoryError(),
                new OutOfMemoryError("unable to create native thread: possibly out of memory"),
                new NoClassDefFoundError("net/sf/saxon/Anything"),
                new ExceptionInInitializerError(new OutOfMemoryError("Java heap space")),
                new InternalError("no more"),
                new FileSystemException("/a.jar", null, "Too many open files"),
                new UncheckedIOException(new IOException("Too many open files")));
    }

    @ParameterizedTest
    @MethodSource("lacks")
    void isNoFaultOfAnEventHoweverItIsWrapped(Throwable lack) {
        IllegalStateException suppressing = new IllegalStateException("closing failed");
        suppressing.addSuppressed(lack);

        assertThat(ResourceExhaustion.isIn(lack)).isTrue();
        assertThat(ResourceExhaustion.isIn(new CompletionException(new IllegalStateException("failed", lack))))
                .isTrue();
        assertThat(ResourceExhaustion.isIn(suppressing)).isTrue();
    }

    static Stream<Throwable> faultsOfAnEvent() {
        return Stream.of(
                new StackOverflowError(),
                new AssertionError("a library expected something else"),
                new IllegalArgumentException("Java heap space"),
                new IOException("not found"),
                new OutOfMemoryError("Requested array size exceeds VM limit"),
                new OutOfMemoryError("Required length exceeds implementation limit"));
    }

    @ParameterizedTest
    @MethodSource("faultsOfAnEvent")
    void isNotWhatAnEventCausesByItself(Throwable fault) {
        assertThat(ResourceExhaustion.isIn(fault)).isFalse();
        assertThat(ResourceExhaustion.isIn(new CompletionException(fault))).isFalse();
    }

    @Test
    void endsNothingForALackThatMayPass() {
        ResourceExhaustion.endIfOutOfMemory(new OutOfMemoryError("unable to create native thread"));
        ResourceExhaustion.endIfOutOfMemory(new OutOfMemoryError("Requested array size exceeds VM limit"));
        ResourceExhaustion.endIfOutOfMemory(new NoClassDefFoundError("a/B"));

        assertThat(Thread.currentThread().isAlive()).isTrue();
    }

    @Test
    void comesToAnEndWhereCausesAreCircular() {
        IllegalStateException first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));

        assertThat(ResourceExhaustion.isIn(first)).isFalse();
    }
}
