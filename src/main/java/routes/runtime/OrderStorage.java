package routes.runtime;

import java.io.IOException;
import org.slf4j.Logger;
import routes.control.OperationRejectedException;
import routes.state.NotDurableException;
import routes.support.StructuredLogger;

/** Stores what operators order, and tells them if that fails. */
final class OrderStorage {

    private static final Logger LOG = StructuredLogger.of(OrderStorage.class);

    private OrderStorage() {}

    interface Change {
        void make() throws IOException;
    }

    /**
     * Makes a change of a store.
     *
     * @param where the place of the store, for messages
     * @throws OperationRejectedException if the change is not made, or is made and may be undone by a loss of power
     */
    static void change(String where, Change change) {
        try {
            change.make();
        } catch (NotDurableException e) {
            throw failed(
                    where,
                    e,
                    "the order is kept in " + where + " and takes effect, but the disk has not confirmed it ("
                            + e.reason()
                            + "), so that a loss of power may undo it; check the disk, and send the request"
                            + " again");
        } catch (IOException e) {
            throw failed(where, e, "the order cannot be kept in " + where + ": " + e.getMessage());
        }
    }

    private static OperationRejectedException failed(String where, IOException e, String message) {
        LOG.atWarn().addKeyValue("endpoint", where).setCause(e).log("An order cannot be kept");
        return new OperationRejectedException(OperationRejectedException.Cause.UNAVAILABLE, message);
    }
}
