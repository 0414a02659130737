package routes.pipeline;

import java.util.List;

/** A compiled branch of {@code choose}. It is taken if its predicate is true. Thread-safe. */
record CompiledBranch(String at, CompiledPredicate when, List<CompiledTarget> targets) {}
