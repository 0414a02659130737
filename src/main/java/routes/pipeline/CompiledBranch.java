package routes.pipeline;

import java.util.List;

/** A branch, ready to be asked: the way is taken where the answer is yes. Thread-safe. */
record CompiledBranch(String at, CompiledPredicate when, List<CompiledTarget> goals) {}
