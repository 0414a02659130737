/**
 * The newcomer's first run: all brokers in one JVM, the built hub beside it, and orders that flow through both.
 *
 * <p>{@code mvn -q -DskipTests package exec:exec@sample}
 */
package routes.sample;
