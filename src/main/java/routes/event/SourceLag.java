package routes.event;

/**
 * The events that wait at a source, so split that replicas can be added up. Immutable.
 *
 * @param shared those that every replica sees, such as the messages that are ready in a queue
 * @param own those that this replica alone sees, such as the records of its partitions, or messages that it has received and
 *     not acknowledged
 */
public record SourceLag(long shared, long own) {

    public long total() {
        return shared + own;
    }
}
