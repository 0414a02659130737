package routes.connector;

import routes.model.SourceSpec;
import routes.model.TargetSpec;

/**
 * Makes what routes need at one broker and what is missing there, such as topics and queues. It never alters what is there.
 * An administrator has it made by the command {@code provision}; the running hub never does. Used by one thread.
 *
 * @param <S> what says where events come from
 * @param <T> what says where events go to
 */
public interface Provisioner<S extends SourceSpec, T extends TargetSpec> extends AutoCloseable {

    /** Notes what a source needs. Several routes may need the same. */
    void needSource(S spec);

    /** Notes what a target needs. */
    void needTarget(T spec);

    /** Notes what a target of dead letters needs: it has to keep every letter, and for long. */
    void needDeadLetters(T spec);

    /**
     * What of all that is missing. Changes nothing.
     *
     * @throws ConnectorException if nothing can be found out; says why
     */
    ProvisionPlan plan();

    @Override
    void close();
}
