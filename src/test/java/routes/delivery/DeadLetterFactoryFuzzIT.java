package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.camel.impl.DefaultCamelContext;
import routes.event.AnyEvent;
import routes.event.Bytes;
import routes.event.DeliveryResult;
import routes.event.Event;
import routes.event.Failure;
import routes.event.Header;
import routes.event.ReceivedEvent;
import routes.model.DeadLetterReason;

class DeadLetterFactoryFuzzIT {

    private final DeadLetterFactory letters = new DeadLetterFactory(
            "route",
            "configuration",
            "version",
            new DeliveryTarget.DeadLetterTarget(
                    new DeliveryTarget("dead", new ScriptedTarget(new DefaultCamelContext(), "dead"), 1, false),
                    Optional.empty(),
                    Map.of(),
                    true));

    @Property(seed = "1")
    void areTheEventAgainWithoutWhatIsToldOfIt(
            @ForAll(supplier = AnyEvent.Events.class) Event event,
            @ForAll(supplier = AnyEvent.Texts.class) String detail) {
        assertThat(without(letters.whole(letter(event, detail)).event())).isEqualTo(without(event));
    }

    @Property(seed = "2", tries = 200)
    void areSmallAfterTwoCuts(
            @ForAll(supplier = AnyEvent.Events.class) Event event,
            @ForAll(supplier = AnyEvent.Texts.class) String detail,
            @ForAll("sizes") int size) {
        Bytes large = Bytes.of(new byte[size]);
        DeadLetter letter = letter(event.withBody(large).withKey(large), detail.repeat(100));
        Event last = letters.whole(letter).event();
        for (int cut = 1; letters.cut(letter, cut).isPresent(); cut++) {
            last = letters.cut(letter, cut).orElseThrow().event();
        }

        assertThat(last.body().length()).isLessThanOrEqualTo(1024);
        assertThat(last.key().length()).isLessThanOrEqualTo(128);
        assertThat(last.headers().stream()
                        .mapToInt(header ->
                                header.name().length() + header.value().length())
                        .sum())
                .isLessThan(10_000);
    }

    private static Event without(Event event) {
        return event.withHeaders(event.headers()
                .without(event.headers().stream()
                        .map(Header::name)
                        .filter(name -> name.startsWith(DeadLetterFactory.PREFIX))
                        .collect(Collectors.toSet())));
    }

    private static DeadLetter letter(Event event, String detail) {
        return new DeadLetter(
                new ReceivedEvent(event, 0) {
                    @Override
                    public String position() {
                        return "orders-3@1207";
                    }

                    @Override
                    public Optional<Instant> time() {
                        return Optional.of(Instant.EPOCH);
                    }

                    @Override
                    public void ended(DeliveryResult result) {}

                    @Override
                    public void returned() {}
                },
                new Failure(DeadLetterReason.REJECTED, detail, "kafka:orders"),
                3,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(new DeadLetter.TargetOutcome("kafka:orders", Optional.of(DeadLetterReason.REJECTED))));
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.of(0, 128, 129, 1024, 1025, 32 * 1024, 32 * 1024 + 1, 1 << 20);
    }
}
