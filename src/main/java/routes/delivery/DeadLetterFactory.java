package routes.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.OutboundMessage;

/**
 * Creates dead letters: the event as received, with a description of the failure in headers whose names begin with {@value
 * #PREFIX}. To resend the event, send the body with all other headers. Immutable and thread-safe.
 */
final class DeadLetterFactory {

    static final String PREFIX = "hub-dead-letter-";

    private static final int LONGEST_DETAIL = 2_000;

    /** The first keeps the key, which helps to find the event at the source. The second result is small enough for any broker. */
    private static final List<Truncation> CUTS = List.of(
            new Truncation(32 * 1024, 8 * 1024, Integer.MAX_VALUE, LONGEST_DETAIL), new Truncation(1024, 0, 128, 200));

    private final String route;
    private final String configuration;
    private final String version;
    private final DeliveryTarget.DeadLetterTarget target;

    /** @param configuration the hash of the configuration */
    DeadLetterFactory(String route, String configuration, String version, DeliveryTarget.DeadLetterTarget target) {
        this.route = route;
        this.configuration = configuration;
        this.version = version;
        this.target = target;
    }

    OutboundMessage whole(DeadLetter letter) {
        return message(letter, original(letter), facts(letter, LONGEST_DETAIL));
    }

    /**
     * The truncated dead letter, for a target that does not accept the complete one. The first truncation leaves a size that
     * most targets accept. The second leaves so little that the size of the event cannot be the reason for a refusal. Empty if
     * the event cannot be truncated any further.
     */
    Optional<OutboundMessage> cut(DeadLetter letter, int cuts) {
        Event event = original(letter);
        return CUTS.stream()
                .filter(cut -> cut.shortens(event))
                .skip(cuts - 1L)
                .findFirst()
                .map(cut -> message(letter, cut.of(event), cut.told(event, facts(letter, cut.detail()))));
    }

    /** The event without the headers of an earlier dead letter. */
    private Event original(DeadLetter letter) {
        Event event = letter.received().event();
        Set<String> told = event.headers().stream()
                .map(Header::name)
                .filter(name -> name.startsWith(PREFIX))
                .collect(Collectors.toSet());
        Event own = event.withHeaders(event.headers().without(told));
        return target.key().map(Bytes::ofText).map(own::withKey).orElse(own);
    }

    private Map<String, String> facts(DeadLetter letter, int longestDetail) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("reason", letter.failure().reason().toString());
        facts.put("detail", shortened(letter.failure().detail(), longestDetail));
        facts.put("at", letter.failure().at());
        facts.put("route", route);
        facts.put("configuration", configuration);
        facts.put("position", letter.received().position());
        letter.received().time().ifPresent(time -> facts.put("event-time", time.toString()));
        letter.received().id().ifPresent(id -> facts.put("event-id", id));
        if (!letter.targets().isEmpty()) {
            facts.put("targets", targets(letter));
        }
        facts.put("attempts", Integer.toString(letter.attempts()));
        facts.put("first-failure", letter.firstFailure().toString());
        facts.put("last-failure", letter.lastFailure().toString());
        facts.put("hub-version", version);
        return facts;
    }

    /** A JSON object with the outcome at each target: {@code {"kafka:audit":"delivered","rabbitmq:vip":"rejected"}}. */
    private static String targets(DeadLetter letter) {
        ObjectNode outcomes = JsonNodeFactory.instance.objectNode();
        for (DeadLetter.TargetOutcome target : letter.targets()) {
            if (target.givenUp().isPresent()
                    || !outcomes.has(target.target())) { // if two targets share a label, a failure takes precedence
                outcomes.put(target.target(), target.outcome());
            }
        }
        return outcomes.toString();
    }

    private OutboundMessage message(DeadLetter letter, Event kept, Map<String, String> facts) {
        List<Header> told = facts.entrySet().stream()
                .map(fact -> new Header(PREFIX + fact.getKey(), Bytes.ofText(fact.getValue())))
                .toList();
        return new OutboundMessage(kept.withHeaders(kept.headers().and(told)), target.address());
    }

    private static String shortened(String detail, int longest) {
        String line = detail.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= longest ? line : line.substring(0, longest) + "…";
    }
}
