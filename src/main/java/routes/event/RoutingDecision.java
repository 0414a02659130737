package routes.event;

import java.util.List;

/** What the pipeline decided about an event. Immutable. */
public sealed interface RoutingDecision
        permits RoutingDecision.Deliver, RoutingDecision.Filtered, RoutingDecision.Failed {

    /** Calls the visitor's method for this decision. */
    void accept(Visitor visitor);

    /** One method for each decision. */
    interface Visitor {
        void deliver(List<Send> sends);

        void filtered();

        void failed(Failure failure);
    }

    /** A message, and the index in the route's list of targets of the one that gets it. */
    record Send(int target, OutboundMessage message) {}

    /** All of these targets get the event. There is at least one: an event that goes nowhere would never end. */
    record Deliver(List<Send> sends) implements RoutingDecision {
        public Deliver {
            if (sends.isEmpty()) {
                throw new IllegalArgumentException("an event is delivered to at least one target, but there is none");
            }
            sends = List.copyOf(sends);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.deliver(sends);
        }
    }

    /** The route drops the event on purpose. */
    record Filtered() implements RoutingDecision {
        @Override
        public void accept(Visitor visitor) {
            visitor.filtered();
        }
    }

    /** The event can never be delivered: it becomes a dead letter. */
    record Failed(Failure failure) implements RoutingDecision {
        @Override
        public void accept(Visitor visitor) {
            visitor.failed(failure);
        }
    }
}
