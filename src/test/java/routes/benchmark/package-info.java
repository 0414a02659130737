/**
 * How fast the hub is, as a ratio to hand-written loops in the same run.
 *
 * <p>{@link routes.benchmark.Benchmark} starts the brokers, each a process of its own, and then, by turns, each
 * {@link routes.benchmark.Contender}: it fills the source, lets the contender carry everything across, watches how fast, and
 * reads back what has arrived. A lap in which an event is missing counts for nothing and fails the run.
 */
package routes.benchmark;
