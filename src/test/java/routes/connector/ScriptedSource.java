package routes.connector;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import routes.event.Readiness;
import routes.model.DataSize;
import routes.model.InFlight;

/** A source that hands on what a test gives it. */
final class ScriptedSource extends SourceConsumer {

    static final int MAX_EVENTS = 8;

    int relieved;

    ScriptedSource(CamelContext camel, Processor processor) {
        super(new Somewhere(camel), processor, new InFlight(MAX_EVENTS, DataSize.parse("1KiB")));
        setReadiness(Readiness.ready());
    }

    void receive(InFlightEvent... events) {
        handOn(List.of(events));
    }

    void holdBack(InFlightEvent event) {
        count(event);
    }

    long bytesInFlight() {
        return limit().bytes();
    }

    @Override
    protected String source() {
        return "a script";
    }

    @Override
    protected void onCapacity() {
        relieved++;
    }

    private static final class Somewhere extends DefaultEndpoint {

        Somewhere(CamelContext camel) {
            super("somewhere", null);
            setCamelContext(camel);
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }
    }
}
