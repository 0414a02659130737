package routes.support;

import java.util.function.Supplier;

/** Computes a value when it is first needed, and keeps it. The computation must not return null. Thread-safe. */
public final class Memoized<T> implements Supplier<T> {

    private final Supplier<T> computation;
    private volatile T value;

    public Memoized(Supplier<T> computation) {
        this.computation = computation;
    }

    @Override
    public T get() {
        T known = value;
        if (known == null) {
            known = computation.get();
            value = known;
        }
        return known;
    }
}
