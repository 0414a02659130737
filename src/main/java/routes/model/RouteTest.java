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

/** An example of what a route does, checked without any broker. */
@Doc("An example of what the route does, checked without any broker.")
public record RouteTest(
        @Doc(value = "What the example shows, as a sentence.", example = "a large order goes to the VIP desk")
        String name,

        @Doc(value = "The event.", example = "{ key: ada, body: { id: A1, total: 1000.01 } }")
        Given given,

        @Doc(value = "What becomes of it.", example = "{ to: rabbitmq:vip }")
        Expect expect,

        SourceLocation location) {

    static final String EXAMPLE =
            "[{ name: an order is passed on, given: { body: { id: A1 } }, expect: { to: kafka:orders } }]";

    /** The event of an example. */
    @Doc("The event: its body as YAML (sent as JSON), or raw text, or base64.")
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
            require(bodies == 1, "", "give the body once: as 'body', 'raw' or 'base64'");
            require(base64.isEmpty() || base64.flatMap(Base64Text::bytes).isPresent(), "base64", "this is not base64");
        }

        /** The bytes that are written as base64. */
        public Optional<byte[]> bytes() {
            return base64.flatMap(Base64Text::bytes);
        }
    }

    /** What must become of it. */
    @Doc("What must become of it; what is left out is not looked at.")
    @Rule.OneOf({"to", "filtered", "deadLetter"})
    public record Expect(
            @Doc(value = "The targets that get it.", example = "rabbitmq:vip") @OneOrMore
            Optional<List<String>> to,

            @Doc("Whether it is filtered.") @Default("false")
            boolean filtered,

            @Doc("The reason for which it becomes a dead letter.")
            Optional<DeadLetterReason> deadLetter,

            @Doc(
                    value = "The body that is delivered, compared as JSON with exact numbers.",
                    example = "{ id: A1, total: 1000.01 }")
            @Rule.Needs("to")
            Optional<Object> body,

            @Doc(value = "The body that is delivered, as text.", example = "<order/>") @Rule.Needs("to")
            Optional<String> raw,

            @Doc(value = "The key that is delivered.", example = "ada") @Rule.Needs("to")
            Optional<String> key,

            @Doc(value = "Headers that are delivered; there may be others.", example = "{ tier: gold }")
            Map<String, String> headers,

            @Doc(value = "The routing key that is delivered with.", example = "orders.gold") @Rule.Needs("to")
            Optional<String> routingKey) {

        public Expect {
            int fates = (to.isPresent() ? 1 : 0) + (filtered ? 1 : 0) + (deadLetter.isPresent() ? 1 : 0);
            require(fates == 1, "", "expect one thing: 'to', 'filtered: true' or 'deadLetter'");
            boolean delivered = body.isPresent()
                    || raw.isPresent()
                    || key.isPresent()
                    || routingKey.isPresent()
                    || !headers.isEmpty();
            require(to.isPresent() || !delivered, "", "body, raw, key, headers and routingKey go with 'to'");
        }
    }
}
