package routes.connector;

import java.util.Optional;

/**
 * How an administrator wants new topics to be made, where their broker knows such a number.
 *
 * @param partitions of a new topic; the default of the broker if empty
 * @param replication copies of each partition; the default of the broker if empty
 */
public record ProvisionOptions(Optional<Integer> partitions, Optional<Integer> replication) {}
