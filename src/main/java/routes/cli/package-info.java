/**
 * The command line: run, validate, test, simulate, provision, send, tail, schema. Depends on what each command needs, down to {@code runtime}. No other
 * package depends on it.
 */
package routes.cli;
