/**
 * The expression language: jq with exact decimal numbers. The evaluation of every expression ends.
 *
 * <p>Where this differs from jq, on purpose:
 *
 * <ul>
 *   <li>Numbers are exact decimals of any length. Sums, differences and products are exact; a quotient has 34 significant
 *       digits (or as many as the dividend, if those are more), rounded half to even. A number that is only copied is
 *       written with the digits it came with.
 *   <li>A missing field is never an accidental match: {@code < <= > >=} between different types fail, and so do
 *       {@code and}, {@code or}, {@code not} of values that are not booleans, arithmetic with null and {@code length} of
 *       null. {@code ==} and {@code !=} accept any types. {@code if}, {@code select}, {@code //} keep jq's notion of truth.
 *   <li>Expressions see only the event: its body, {@code $headers}, {@code $key} and {@code $source}. There is no environment,
 *       input, module or debugging.
 *   <li>Every expression ends: each evaluation has a budget of steps, of nesting, of sizes and of memory. An expression that
 *       exceeds it fails, and the failure cannot be caught.
 *   <li>Regular expressions have jq's meaning, translated to Java's syntax. Each character that they look at is a step.
 * </ul>
 */
package routes.pipeline.jq;
