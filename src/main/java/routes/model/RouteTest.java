package routes.model;

import static routes.model.InvalidValueException.require;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.OneOrMore;
import routes.model.format.Rule;
import routes.support.Utf8;

/** A test of a route, run without brokers. */
@Doc("A test of the route, run without brokers.")
public record RouteTest(
        @Doc(value = "What the test shows, as a sentence.", example = "a large order goes to the VIP desk")
        String name,

        @Doc(value = "The event that the route receives.", example = "{ key: ada, body: { id: A1, total: 1000.01 } }")
        Given given,

        @Doc(value = "The expected result.", example = "{ to: rabbitmq:vip }")
        Expect expect,

        SourceLocation location) {

    static final String EXAMPLE =
            "[{ name: an order is passed on, given: { body: { id: A1 } }, expect: { to: kafka:orders } }]";

    /** The event of a test. */
    @Doc("The event. Its body is given as YAML (sent as JSON), as raw text, or as base64.")
    @Rule.OneOf({"body", "raw", "base64"})
    public record Given(
            @Doc(value = "The body, sent as JSON.", example = "{ id: A1, total: 1000.01 }")
            Optional<Object> body,

            @Doc(value = "The body, as text.", example = "<order/>")
            Optional<String> raw,

            @Doc(value = "The body, as base64.", example = "e30=")
            Optional<String> base64,

            @Doc(value = "The key.", example = "ada") Optional<String> key,

            @Doc(value = "The headers.", example = "{ shop: north }")
            Map<String, String> headers) {

        public Given {
            long bodies =
                    Stream.of(body, raw, base64).filter(Optional::isPresent).count();
            require(bodies == 1, "", "give the body exactly once: as 'body', 'raw' or 'base64'");
            require(base64.isEmpty() || base64.flatMap(Base64Text::bytes).isPresent(), "base64", "this is not base64");
            requireUtf8("raw", raw.stream());
            requireUtf8("key", key.stream());
            requireUtf8(
                    "headers",
                    headers.entrySet().stream().flatMap(header -> Stream.of(header.getKey(), header.getValue())));
        }

        private static void requireUtf8(String component, Stream<String> texts) {
            require(
                    texts.allMatch(Utf8::isEncodable),
                    component,
                    "contains an unpaired surrogate, which no event can carry as text; give a body with it as 'base64'");
        }

        /** The bytes of {@code base64}. */
        public Optional<byte[]> bytes() {
            return base64.flatMap(Base64Text::bytes);
        }
    }

    /** The expected result of a test. */
    @Doc("The expected result. What is left out is not checked.")
    @Rule.OneOf({"to", "filtered", "deadLetter"})
    public record Expect(
            @Doc(value = "The targets that receive the event.", example = "rabbitmq:vip") @OneOrMore
            Optional<List<String>> to,

            @Doc("Whether the event is filtered.") @Default("false")
            boolean filtered,

            @Doc("The reason why the event becomes a dead letter.")
            Optional<DeadLetterReason> deadLetter,

            @Doc(
                    value = "The delivered body, compared as JSON with exact numbers.",
                    example = "{ id: A1, total: 1000.01 }")
            @Rule.Needs("to")
            Optional<Object> body,

            @Doc(value = "The delivered body, as text.", example = "<order/>") @Rule.Needs("to")
            Optional<String> raw,

            @Doc(value = "The key of the delivered event.", example = "ada") @Rule.Needs("to")
            Optional<String> key,

            @Doc(value = "Headers of the delivered event; there may be others.", example = "{ tier: gold }")
            Map<String, String> headers,

            @Doc(value = "The routing key of the delivered event.", example = "orders.gold") @Rule.Needs("to")
            Optional<String> routingKey) {

        public Expect {
            int results = (to.isPresent() ? 1 : 0) + (filtered ? 1 : 0) + (deadLetter.isPresent() ? 1 : 0);
            require(results == 1, "", "expect exactly one of 'to', 'filtered: true' and 'deadLetter'");
            boolean delivered = body.isPresent()
                    || raw.isPresent()
                    || key.isPresent()
                    || routingKey.isPresent()
                    || !headers.isEmpty();
            require(
                    to.isPresent() || !delivered,
                    "",
                    "'body', 'raw', 'key', 'headers' and 'routingKey' are used only with 'to'");
        }
    }
}
