/**
 * State that the hub keeps across restarts and shares with its replicas: halted routes, and earlier versions of routes. Stored
 * in files or in a ConfigMap. Depends on {@code control}.
 */
package routes.state;
