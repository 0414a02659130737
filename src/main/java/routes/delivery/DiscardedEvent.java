package routes.delivery;

import org.slf4j.Logger;
import routes.control.EventOrder;
import routes.event.Event;
import routes.event.Failure;
import routes.event.ReceivedEvent;
import routes.support.DisplayText;
import routes.support.Sha256;
import routes.support.StructuredLogger;

/**
 * The record of an event that an operator discarded: enough to find it at its source or to recognise a copy of it, but not its
 * body. Written to the audit log before the event is acknowledged, since afterwards nobody holds it.
 */
record DiscardedEvent(String route, ReceivedEvent received, Failure failure, EventOrder order) {

    private static final Logger AUDIT = StructuredLogger.of("hub.audit");
    private static final int LONGEST = 500;

    void log() {
        Event event = received.event();
        AUDIT.atWarn()
                .addKeyValue("by", order.by())
                .addKeyValue("action", order.action())
                .addKeyValue("route", route)
                .addKeyValue("reason", DisplayText.line(order.reason(), LONGEST))
                .addKeyValue("position", DisplayText.line(received.position(), LONGEST))
                .addKeyValue("traceId", received.traceId())
                .addKeyValue(
                        "key",
                        event.key().isPresent() ? DisplayText.line(event.key().toString(), LONGEST) : "")
                .addKeyValue("bytes", event.body().length())
                .addKeyValue("sha256", Sha256.of(event.body().array()))
                .addKeyValue("failure", failure.reason())
                .addKeyValue("detail", DisplayText.line(failure.detail(), LONGEST))
                .log("Event discarded by an operator; no copy of it is kept");
    }
}
