/**
 * Where text and events are tried that nobody has accepted yet: a process of its own, which may be ended at any time without harm
 * to the events of the hub. {@link routes.sandbox.Sandbox} is the hub's side, {@link routes.sandbox.SandboxMain} the program of the
 * process; what they say to each other are a {@link routes.sandbox.SandboxCall} and a {@link routes.sandbox.SandboxReply}. Depends on
 * {@code editing}, which does the work, and on what that depends on.
 */
package routes.sandbox;
