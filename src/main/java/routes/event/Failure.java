package routes.event;

import routes.model.DeadLetterReason;

/**
 * Why an event could not be delivered.
 *
 * @param detail what was wrong, for the person who mends it; never the body, never a secret
 * @param at the step ({@code steps[0].validate}) or target ({@code rabbitmq:vip}) where it failed
 */
public record Failure(DeadLetterReason reason, String detail, String at) {}
