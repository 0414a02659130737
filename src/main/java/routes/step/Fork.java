package routes.step;

import java.util.List;

/** A branch, ready to be asked: the way is taken where the answer is yes. Thread-safe. */
record Fork(String at, Question when, List<Goal> goals) {}
