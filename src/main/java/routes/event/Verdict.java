package routes.event;

import java.util.List;

/** What the steps and the choice decided about an event. Each knows what to do with itself. */
public sealed interface Verdict permits Verdict.Deliver, Verdict.Filtered, Verdict.Failed {

    /** Calls the one of these that is meant. */
    void tell(Cases cases);

    /** One method for each verdict. */
    interface Cases {
        void deliver(List<Address> to);

        void filtered();

        void failed(Failure failure);
    }

    /** A parcel, and the index in the route's destinations of the one that gets it. */
    record Address(int destination, Parcel parcel) {}

    /** Every one of these gets it, and there is at least one: who goes nowhere would never end. */
    record Deliver(List<Address> to) implements Verdict {
        public Deliver {
            if (to.isEmpty()) {
                throw new IllegalArgumentException(
                        "an event is delivered to at least one destination, but to is empty");
            }
            to = List.copyOf(to);
        }

        @Override
        public void tell(Cases cases) {
            cases.deliver(to);
        }
    }

    /** Nobody wants it, and that is as it should be. */
    record Filtered() implements Verdict {
        @Override
        public void tell(Cases cases) {
            cases.filtered();
        }
    }

    /** It can never be delivered. */
    record Failed(Failure failure) implements Verdict {
        @Override
        public void tell(Cases cases) {
            cases.failed(failure);
        }
    }
}
