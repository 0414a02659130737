/**
 * WHAT an expression says about a JSON body: jq with exact decimal numbers, made so that every expression ends.
 *
 * <p>Where this differs from jq, on purpose:
 *
 * <ul>
 *   <li>Numbers are exact decimals of any length. Sums, differences and products are exact; a quotient has 34 significant
 *       digits (or as many as the dividend, if those are more), rounded half to even. A number that is only copied is
 *       written with the digits it came with.
 *   <li>A missing field is never an accidental match: {@code < <= > >=} between different types fail, and so do
 *       {@code and}, {@code or}, {@code not} on what is not a boolean, arithmetic with null and {@code length} of null.
 *       {@code ==} and {@code !=} take any types. {@code if}, {@code select}, {@code //} keep jq's notion of truth.
 *   <li>There is no way out of the body: no environment, no input, no modules, no debugging.
 *   <li>Every expression ends: {@code def}, {@code label}, {@code repeat} and the like do not exist, and each evaluation
 *       has a budget of steps, of nesting and of size. What spends it fails, and cannot be caught.
 *   <li>Regular expressions are Java's, and each character that they look at is a step of that budget.
 * </ul>
 */
package routes.pipeline.jq;
