/**
 * The command line: run, validate, test, simulate, schema. Knows what each command needs, down to {@code runtime}; nobody knows it.
 */
package routes.cli;
