/** WHAT the hub remembers over its starts, and shares with its replicas: orders of operators, and earlier versions of routes. */
package routes.memory;
