package routes.testkit;

import java.util.List;
import java.util.stream.Stream;

/** From one place to another. */
public record Direction(BrokerUnderTest from, BrokerUnderTest to) {

    /** Each kind of source with each kind of target. */
    public static List<Direction> all() {
        return Stream.of(BrokerUnderTest.KAFKA, BrokerUnderTest.RABBITMQ, BrokerUnderTest.SQS)
                .flatMap(from -> Stream.of(
                                BrokerUnderTest.KAFKA,
                                BrokerUnderTest.RABBITMQ,
                                BrokerUnderTest.SQS,
                                BrokerUnderTest.SNS)
                        .map(to -> new Direction(from, to)))
                .toList();
    }

    /** Whether what has one key arrives in the order in which it was sent. */
    public boolean keepsOrder() {
        return from.keepsOrder() && to.keepsOrder();
    }

    /** As it may stand in the name of a route, a queue or a topic. */
    public String name() {
        return from + "-to-" + to;
    }

    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
