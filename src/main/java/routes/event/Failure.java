package routes.event;

import routes.model.DeadLetterReason;

/**
 * Why an event could not be delivered.
 *
 * @param detail a description of the problem for the operator; never contains the body or a secret
 * @param at the step ({@code steps[0].validate}) or target ({@code rabbitmq:vip}) at which it failed
 */
public record Failure(DeadLetterReason reason, String detail, String at) {}
