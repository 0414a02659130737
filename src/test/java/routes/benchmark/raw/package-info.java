/**
 * The loops that the hub is measured against: what a careful developer would write by hand with nothing but the brokers'
 * own clients, with the hub's guarantees: many sends in flight, an acknowledgement only for what is stored, confirms, bounds.
 */
package routes.benchmark.raw;
