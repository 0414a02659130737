/** HOW operators see it: metrics and health. Each outcome is counted in one place, the ledger of its route. */
package routes.telemetry;
