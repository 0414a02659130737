package routes.event;

import java.util.List;

/** What the steps and the choice decided about an event. Each knows what to do with itself. */
public sealed interface RoutingDecision
        permits RoutingDecision.Deliver, RoutingDecision.Filtered, RoutingDecision.Failed {

    /** Calls the one of these that is meant. */
    void accept(Visitor cases);

    /** One method for each verdict. */
    interface Visitor {
        void deliver(List<Send> to);

        void filtered();

        void failed(Failure failure);
    }

    /** A parcel, and the index in the route's destinations of the one that gets it. */
    record Send(int target, OutboundMessage message) {}

    /** Every one of these gets it, and there is at least one: who goes nowhere would never end. */
    record Deliver(List<Send> sends) implements RoutingDecision {
        public Deliver {
            if (sends.isEmpty()) {
                throw new IllegalArgumentException(
                        "an event is delivered to at least one destination, but to is empty");
            }
            sends = List.copyOf(sends);
        }

        @Override
        public void accept(Visitor cases) {
            cases.deliver(sends);
        }
    }

    /** Nobody wants it, and that is as it should be. */
    record Filtered() implements RoutingDecision {
        @Override
        public void accept(Visitor cases) {
            cases.filtered();
        }
    }

    /** It can never be delivered. */
    record Failed(Failure failure) implements RoutingDecision {
        @Override
        public void accept(Visitor cases) {
            cases.failed(failure);
        }
    }
}
