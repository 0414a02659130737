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
 * Writes dead letters: the event as it came, with what went wrong in headers that begin with {@value #PREFIX}. To send it
 * again, send the body with all other headers. Immutable, hence thread-safe.
 */
final class DeadLetterFactory {

    static final String PREFIX = "hub-dead-letter-";

    private static final int LONGEST_DETAIL = 2_000;

    /** The key goes last: it leads to the original at the source. What the second leaves is small for every broker. */
    private static final List<Truncation> CUTS = List.of(
            new Truncation(32 * 1024, 8 * 1024, Integer.MAX_VALUE, LONGEST_DETAIL), new Truncation(1024, 0, 128, 200));

    private final String route;
    private final String configuration;
    private final String version;
    private final DeliveryTarget.DeadLetterTarget target;

    /** @param configuration hash of the route's configuration */
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
     * For a target that can never take it whole: as much of it as most targets take and, should that be refused too, so
     * little that it cannot be the event's fault. Empty where no more can be cut.
     */
    Optional<OutboundMessage> cut(DeadLetter letter, int cuts) {
        Event event = original(letter);
        return CUTS.stream()
                .filter(cut -> cut.shortens(event))
                .skip(cuts - 1L)
                .findFirst()
                .map(cut -> message(letter, cut.of(event), cut.told(event, facts(letter, cut.detail()))));
    }

    /** Without what an earlier dead letter told of it. */
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
                    || !outcomes.has(target.target())) { // of two with one name, what went wrong
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
