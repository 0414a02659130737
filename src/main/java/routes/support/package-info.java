/**
 * Small tools that know nothing of the hub: one task at a time, back-off, threads, hashes, causes of exceptions, text for messages.
 *
 * <p>A class belongs here when two packages need it and its words are not those of events or routes. Knows no other package of
 * the hub.
 */
package routes.support;
