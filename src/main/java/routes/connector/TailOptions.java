package routes.connector;

import java.util.Optional;

/**
 * What to see of a target.
 *
 * @param fromBeginning also what has arrived before, where it is kept
 * @param routingKey only what has this routing key; needed where the broker shows nothing without one
 */
public record TailOptions(boolean fromBeginning, Optional<String> routingKey) {}
