package routes.faults;

import java.util.stream.IntStream;
import routes.testkit.BrokerUnderTest;
import routes.testkit.Direction;

/** How the events of a trial go from their source to the target. */
enum TrialLoad {
    /** They are delivered. */
    STRAIGHT {
        @Override
        String yaml(FaultEnvironment stage, Direction direction, TrialEndpoints places) {
            return "    to: " + direction.to().destination(stage.brokers(), places.out()) + "\n    deadLetter: "
                    + dead(stage, places);
        }
    },

    /** By an exchange, whose binding can be taken away. */
    BOUND {
        @Override
        void make(FaultEnvironment stage, Direction direction, TrialEndpoints places) {
            super.make(stage, direction, places);
            stage.brokers().amqp().createExchange(places.out(), ANY, places.out());
        }

        @Override
        String yaml(FaultEnvironment stage, Direction direction, TrialEndpoints places) {
            return byExchange(stage, places);
        }
    },

    /** By an exchange that has a queue for every key but one. */
    PARTLY_BOUND {
        @Override
        void make(FaultEnvironment stage, Direction direction, TrialEndpoints places) {
            super.make(stage, direction, places);
            stage.brokers().amqp().arrange(channel -> {
                channel.exchangeDeclare(places.out(), "direct", true);
                for (String key :
                        IntStream.range(0, KEYS).mapToObj(i -> "key-" + i).toList()) {
                    if (!key.equals(UNBOUND)) {
                        channel.queueBind(places.out(), places.out(), key);
                    }
                }
            });
        }

        @Override
        String yaml(FaultEnvironment stage, Direction direction, TrialEndpoints places) {
            return byExchange(stage, places);
        }
    },

    /** None of them can be read, and the target takes the dead letters. */
    BURIED {
        @Override
        String yaml(FaultEnvironment stage, Direction direction, TrialEndpoints places) {
            return "    steps: [ { filter: .status != \"test\" } ]\n    to: " + dead(stage, places) + "    deadLetter: "
                    + direction.to().destination(stage.brokers(), places.out()) + "\n";
        }
    };

    /** How many keys the events of a trial have. */
    static final int KEYS = 100;

    /** What binds an exchange to its queue, whatever the key. */
    static final String ANY = "#";

    /** The key that leads nowhere. */
    static final String UNBOUND = "key-0";

    void make(FaultEnvironment stage, Direction direction, TrialEndpoints places) {
        direction.from().make(stage.brokers(), places.in());
        direction.to().make(stage.brokers(), places.out());
        stage.brokers().kafka().createTopic(places.dead(), 1);
    }

    /** The rest of a route, from its steps on. */
    abstract String yaml(FaultEnvironment stage, Direction direction, TrialEndpoints places);

    private static String byExchange(FaultEnvironment stage, TrialEndpoints places) {
        return "    to: { rabbitmq: { exchange: " + places.out() + " } }\n    deadLetter: " + dead(stage, places);
    }

    private static String dead(FaultEnvironment stage, TrialEndpoints places) {
        return BrokerUnderTest.KAFKA.destination(stage.brokers(), places.dead()) + "\n";
    }
}
