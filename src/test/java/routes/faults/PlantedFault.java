package routes.faults;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import java.util.Collection;
import java.util.Locale;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import routes.event.PendingSend;

/** What a hub must never do, planted into one that runs for a trial. A suite that does not find each of these proves nothing. */
enum PlantedFault {
    /** What was taken from Kafka counts as finished before anybody has confirmed it. */
    ACKNOWLEDGES_EARLY("routes.connector.kafka.KafkaReceivedEvent", named("hasEnded"), Early.class),

    /** A dead letter that was refused counts as stored. */
    SWALLOWS_DEAD_LETTERS("routes.delivery.DeliveryAttempt", named("refused"), Swallowed.class),

    /** What was published to RabbitMQ counts as stored before it is confirmed. */
    PUBLISHES_UNCONFIRMED(
            "routes.connector.rabbitmq.ConfirmingPublisher",
            named("publish").and(takesArgument(0, named("routes.event.PendingSend"))),
            Unconfirmed.class),

    /** What no queue gets is not returned, but thrown away and confirmed. */
    PUBLISHES_UNROUTABLE(
            "com.rabbitmq.client.impl.ChannelN",
            named("basicPublish").and(takesArgument(2, boolean.class)),
            Indifferent.class),

    /** Where a partition goes on, one record is skipped. */
    SKIPS_WHEN_IT_GOES_ON("routes.connector.kafka.GroupMember", named("onPartitionsAssigned"), Skipping.class);

    private final String type;
    private final ElementMatcher<MethodDescription> method;
    private final Class<?> advice;

    PlantedFault(String type, ElementMatcher<? super MethodDescription> method, Class<?> advice) {
        this.type = type;
        this.method = candidate -> method.matches(candidate);
        this.advice = advice;
    }

    String type() {
        return type;
    }

    /** As it may stand in the name of a route. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    ElementMatcher<MethodDescription> method() {
        return method;
    }

    Class<?> advice() {
        return advice;
    }

    /** Woven into the method; so are all of these. */
    static final class Early {
        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) boolean finished) {
            finished = true;
        }
    }

    static final class Swallowed {
        /** The hub's own classes are not on the class path of this one. */
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.This Object attempt, @Advice.FieldValue("delivery") Object delivery)
                throws ReflectiveOperationException {
            for (var method : delivery.getClass().getDeclaredMethods()) {
                if (method.getName().equals("isDeadLetter") && (boolean) method.invoke(delivery)) {
                    ((PendingSend) attempt).confirmed();
                    return true;
                }
            }
            return false;
        }
    }

    static final class Unconfirmed {
        @Advice.OnMethodExit
        static void exit(@Advice.Argument(0) PendingSend send) {
            send.confirmed();
        }
    }

    static final class Indifferent {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 2, readOnly = false) boolean mandatory) {
            mandatory = false;
        }
    }

    static final class Skipping {
        @Advice.OnMethodExit
        static void exit(
                @Advice.FieldValue("consumer") Consumer<byte[], byte[]> consumer,
                @Advice.Argument(0) Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) { // woven in, it can have no lambda
                if (consumer.position(partition) > 0) {
                    consumer.seek(partition, consumer.position(partition) + 1);
                }
            }
        }
    }
}
