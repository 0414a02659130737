package routes.faults;

import routes.brokers.Direction;
import routes.brokers.Harbour;

/** How the events of a trial go from their source to the target. */
enum Way {
    /** They are delivered. */
    STRAIGHT {
        @Override
        String yaml(Stage stage, Direction direction, Places places) {
            return "    to: " + direction.to().destination(stage.brokers(), places.out()) + "\n    deadLetter: "
                    + dead(stage, places);
        }
    },

    /** By an exchange, whose binding can be taken away. */
    BOUND {
        @Override
        void make(Stage stage, Direction direction, Places places) {
            super.make(stage, direction, places);
            stage.brokers().amqp().createExchange(places.out(), Places.BINDING, places.out());
        }

        @Override
        String yaml(Stage stage, Direction direction, Places places) {
            return "    to: { rabbitmq: { exchange: " + places.out() + " } }\n    deadLetter: " + dead(stage, places);
        }
    },

    /** None of them can be read, and the target takes the dead letters. */
    BURIED {
        @Override
        String yaml(Stage stage, Direction direction, Places places) {
            return "    steps: [ { filter: .status != \"test\" } ]\n    to: " + dead(stage, places) + "    deadLetter: "
                    + direction.to().destination(stage.brokers(), places.out()) + "\n";
        }
    };

    void make(Stage stage, Direction direction, Places places) {
        direction.from().make(stage.brokers(), places.in());
        direction.to().make(stage.brokers(), places.out());
        stage.brokers().kafka().createTopic(places.dead(), 1);
    }

    /** The rest of a route, from its steps on. */
    abstract String yaml(Stage stage, Direction direction, Places places);

    private static String dead(Stage stage, Places places) {
        return Harbour.KAFKA.destination(stage.brokers(), places.dead()) + "\n";
    }
}
