/**
 * What the hub remembers across restarts, and shares with its replicas: which routes are halted, and earlier versions of routes. In
 * files, or in a ConfigMap. Knows {@code control}.
 */
package routes.state;
