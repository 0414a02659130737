package routes.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Failure;
import routes.event.Header;
import routes.event.Headers;
import routes.event.OutboundMessage;
import routes.event.RoutingDecision;
import routes.model.RouteSpec;
import routes.model.RouteTest;
import routes.pipeline.jq.Values;
import routes.pipeline.json.Json;

/** Runs a route's own tests against its pipeline, without brokers. Thread-safe. */
public final class RouteTestRunner {

    private final RouteSpec spec;
    private final Pipeline pipeline;

    public RouteTestRunner(RouteSpec spec, Pipeline pipeline) {
        this.spec = spec;
        this.pipeline = pipeline;
    }

    /** The differences from the expected result, as sentences; empty if the test passes. */
    public List<String> differences(RouteTest test) {
        Optional<Event> event = event(test.given());
        if (event.isEmpty()) {
            return List.of("given: the body cannot be written as JSON");
        }
        List<String> differences = new ArrayList<>();
        pipeline.decide(event.get()).accept(new Comparison(test.expect(), differences));
        return List.copyOf(differences);
    }

    private static Optional<Event> event(RouteTest.Given given) {
        try {
            Bytes body = given.raw().map(Bytes::ofText).orElse(Bytes.absent());
            if (given.bytes().isPresent()) {
                body = Bytes.of(given.bytes().get());
            } else if (given.body().isPresent()) {
                body = Bytes.of(Json.write(Json.of(given.body().get())));
            }
            List<Header> headers = given.headers().entrySet().stream()
                    .map(header -> new Header(header.getKey(), Bytes.ofText(header.getValue())))
                    .toList();
            return Optional.of(
                    new Event(body, given.key().map(Bytes::ofText).orElse(Bytes.absent()), Headers.received(headers)));
        } catch (IllegalArgumentException | Json.TooLarge e) {
            return Optional.empty();
        }
    }

    private final class Comparison implements RoutingDecision.Visitor {
        private final RouteTest.Expect expected;
        private final List<String> differences;

        Comparison(RouteTest.Expect expected, List<String> differences) {
            this.expected = expected;
            this.differences = differences;
        }

        @Override
        public void deliver(List<RoutingDecision.Send> to) {
            Set<String> labels = to.stream().map(this::label).collect(Collectors.toSet());
            if (!expected.to().map(HashSet::new).equals(Optional.of(labels))) {
                addDifference("is delivered to " + listed(labels));
                return;
            }
            to.forEach(address -> compare(label(address), address.message()));
            boolean routed = to.stream().anyMatch(this::isRouted);
            if (expected.routingKey().isPresent() && !routed) {
                differences.add("expected a routing key, but the event goes to no target that takes one");
            }
            to.stream()
                    .filter(this::isRouted)
                    .forEach(address -> addDifference(
                            label(address), "routing key", expected.routingKey(), routingKey(address.message())));
        }

        @Override
        public void filtered() {
            if (!expected.filtered()) {
                addDifference("is filtered");
            }
        }

        @Override
        public void failed(Failure failure) {
            if (!expected.deadLetter().equals(Optional.of(failure.reason()))) {
                addDifference("becomes a dead letter with the reason " + failure.reason() + " at " + failure.at() + ": "
                        + failure.detail());
            }
        }

        private void addDifference(String found) {
            String expectedValue = expected.to()
                    .map(to -> "is delivered to " + listed(new HashSet<>(to)))
                    .orElse(expected.deadLetter()
                            .map(reason -> "becomes a dead letter with the reason " + reason)
                            .orElse("is filtered"));
            differences.add("expected that the event " + expectedValue + ", but it " + found);
        }

        private void compare(String label, OutboundMessage message) {
            Event event = message.event();
            expected.body().ifPresent(body -> compareBody(label, Json.of(body), event.body()));
            addDifference(label, "body", expected.raw(), event.body().text());
            addDifference(label, "key", expected.key(), event.key().text());
            for (Map.Entry<String, String> header : expected.headers().entrySet()) {
                addDifference(
                        label,
                        "header " + header.getKey(),
                        Optional.of(header.getValue()),
                        event.headers().text(header.getKey()));
            }
        }

        private void compareBody(String label, JsonNode expectedValue, Bytes found) {
            try {
                if (!Values.same(expectedValue, Json.readUnique(found.array()))) {
                    differences.add(label + ": expected the body " + expectedValue + ", but it is " + found);
                }
            } catch (Json.RepeatedKey e) {
                differences.add(
                        label + ": the body cannot be compared as JSON: " + e.getMessage() + "; expect it as 'raw'");
            } catch (Json.Malformed e) {
                differences.add(label + ": expected the body " + expectedValue + ", but it is " + e.getMessage());
            }
        }

        private void addDifference(String label, String what, Optional<String> expectedValue, Optional<String> found) {
            if (expectedValue.isPresent() && !expectedValue.equals(found)) {
                differences.add(label + ": expected the " + what + " '" + expectedValue.get() + "', but "
                        + found.map(text -> "it is '" + text + "'").orElse("there is none, or it is not text"));
            }
        }

        private Optional<String> routingKey(OutboundMessage message) {
            return message.address("routingKey").or(() -> message.event().key().text());
        }

        private boolean isRouted(RoutingDecision.Send address) {
            return spec.targets().get(address.target()).addressNames().contains("routingKey");
        }

        private String label(RoutingDecision.Send address) {
            return spec.targets().get(address.target()).label();
        }

        private String listed(Set<String> labels) {
            return labels.stream().sorted().collect(Collectors.joining(", "));
        }
    }
}
