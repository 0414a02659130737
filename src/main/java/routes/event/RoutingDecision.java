package routes.event;

import java.util.List;

/** The decision of the pipeline about an event. Immutable. */
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

    /** A message, and the index of its target in the route's list of targets. */
    record Send(int target, OutboundMessage message) {}

    /** The event is sent to all of these targets. There is at least one, since an event without a target would never end. */
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

    /** The route filters the event out. */
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
