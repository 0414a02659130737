package routes.connector.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.OutboundMessage;
import routes.event.PendingSend;
import routes.event.SendError;
import routes.model.CloudEventsMode;
import routes.model.DataSize;
import routes.model.RabbitConnection;
import routes.model.RabbitTargetSpec;
import routes.model.Secret;
import routes.model.SourceLocation;
import routes.testkit.AmqpProbe;
import routes.testkit.Probe;
import routes.testkit.RealRabbit;

/** A RabbitMQ that is there and does not do its work: it does not read, does not answer, is out of memory, or is slow. */
@EnabledIf("isInstalled")
@Timeout(
        value = 90,
        threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a write that nobody gives up cannot be interrupted
class PublishTimeoutsIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static RealRabbit broker;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private RabbitComponent component;
    private String queue;

    static boolean isInstalled() {
        return RealRabbit.isInstalled();
    }

    @BeforeAll
    static void startBroker() {
        broker = RealRabbit.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void startCamel(TestInfo test) {
        queue = test.getDisplayName().replace("()", "");
        broker.createQueue(queue);
        component = new RabbitComponent(
                "rabbit",
                new RabbitConnection(
                        broker.address(),
                        "guest",
                        new Secret("guest"),
                        "/",
                        Optional.empty(),
                        DataSize.parse("16MiB")));
        camel.addComponent("rabbit", component);
        camel.start();
    }

    @AfterEach
    void stopCamel() {
        camel.stop();
    }

    @Test
    void givesUpAWriteThatTheBrokerDoesNotRead() {
        // given
        RabbitTarget target = target(new PublishTimeouts(SHORT, LONG));
        sendUntilConfirmed(target, events(1, 1));
        List<Answer> large = events(32, 1_000_000);
        // when
        broker.pause();
        try {
            send(target, large);
            // then
            awaitOutage(large, "has not read from the connection for 1 s");
        } finally {
            broker.resume();
        }
        sendUntilConfirmed(target, large);
        assertThat(arrived(33)).containsAll(bodies(large));
    }

    @Test
    void holdsWhatTheBrokerDoesNotConfirm() {
        // given
        RabbitTarget target = target(new PublishTimeouts(LONG, SHORT));
        sendUntilConfirmed(target, events(1, 1));
        List<Answer> small = events(10, 100);
        // when
        broker.pause();
        try {
            send(target, small);
            // then
            awaitOutage(small, "has not confirmed an event for 1 s");
        } finally {
            broker.resume();
        }
        sendUntilConfirmed(target, small);
        assertThat(arrived(11)).containsAll(bodies(small)).hasSizeLessThanOrEqualTo(21);
    }

    @Test
    void repeatsNothingTwiceHoweverLongTheAlarmLasts() {
        // given
        RabbitTarget target = target(new PublishTimeouts(SHORT, SHORT));
        sendUntilConfirmed(target, events(1, 1));
        broker.raiseAlarm();
        List<Answer> small = events(10, 100);
        try {
            // when
            for (int i = 0; i < 20; i++) {
                send(target, small);
                awaitOutage(small, "has blocked publishing");
            }
        } finally {
            broker.clearAlarm();
        }
        // then
        sendUntilConfirmed(target, small);
        assertThat(arrived(11)).containsAll(bodies(small)).hasSizeLessThanOrEqualTo(21);
    }

    @Test
    void takesNoLongConsignmentForAWriteThatIsStuck() {
        // given
        RabbitTarget target = target(new PublishTimeouts(SHORT, LONG));
        List<Answer> slow = IntStream.range(0, 25)
                .mapToObj(number -> new Answer(String.valueOf(number), Duration.ofMillis(20)))
                .toList();
        // when
        send(target, slow);
        // then
        await().atMost(SOON).untilAsserted(() -> assertThat(slow).allMatch(Answer::isConfirmed));
    }

    private RabbitTarget target(PublishTimeouts timeouts) {
        RabbitTargetEndpoint endpoint = (RabbitTargetEndpoint) component.target(
                "rabbit:" + queue,
                new RabbitTargetSpec(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(queue),
                        Optional.empty(),
                        CloudEventsMode.KEEP,
                        SourceLocation.NOWHERE));
        endpoint.setCamelContext(camel);
        RabbitTarget target = new RabbitTarget(
                endpoint, endpoint.access(), endpoint.place(), CloudEventsMode.KEEP, timeouts, endpoint.watch());
        try {
            camel.addService(target);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return target;
    }

    private static List<Answer> events(int count, int size) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Answer(number + "-" + "x".repeat(size), Duration.ZERO))
                .toList();
    }

    private static void send(RabbitTarget target, List<Answer> answers) {
        answers.forEach(Answer::await);
        target.send(List.copyOf(answers));
    }

    private static void awaitOutage(List<Answer> answers, String detail) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(answers)
                        .allMatch(answer -> answer.text().startsWith("OUTAGE"))
                        .anyMatch(answer -> answer.text().contains(detail)));
    }

    /** As the delivery does: what was refused is sent once more. */
    private static void sendUntilConfirmed(RabbitTarget target, List<Answer> answers) {
        await().atMost(SOON).until(() -> {
            send(target, answers.stream().filter(Answer::isRefused).toList());
            return answers.stream().allMatch(Answer::isConfirmed);
        });
    }

    private List<String> arrived(int atLeast) {
        try (Probe probe = AmqpProbe.ofQueue(broker, queue)) {
            List<Event> events = new ArrayList<>(probe.receive(atLeast, SOON));
            events.addAll(probe.receive(Integer.MAX_VALUE, Duration.ofMillis(500)));
            return events.stream().map(event -> event.body().toString()).toList();
        }
    }

    private static List<String> bodies(List<Answer> answers) {
        return answers.stream().map(Answer::body).toList();
    }

    /** A shipment that remembers what it was answered last; looking into it may take its time. */
    private static final class Answer implements PendingSend {

        private final OutboundMessage message;
        private final Duration pause;
        private volatile String text = "not sent";

        Answer(String body, Duration pause) {
            this.message = new OutboundMessage(Event.of(Bytes.ofText(body).array()), Map.of());
            this.pause = pause;
        }

        @Override
        public OutboundMessage message() {
            LockSupport.parkNanos(pause.toNanos());
            return message;
        }

        @Override
        public String id() {
            return "route/" + body();
        }

        void await() {
            text = "";
        }

        String text() {
            return text;
        }

        String body() {
            return message.event().body().toString();
        }

        boolean isConfirmed() {
            return text.equals("confirmed");
        }

        boolean isRefused() {
            return !text.isEmpty() && !isConfirmed();
        }

        /** For the message of a failed test. */
        @Override
        public String toString() {
            return text;
        }

        @Override
        public void confirmed(Optional<Event> reply) {
            text = "confirmed";
        }

        @Override
        public void refused(SendError error) {
            text = error.kind() + " " + error.detail();
        }
    }
}
