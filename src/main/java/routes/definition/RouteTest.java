package routes.definition;

import static routes.definition.Invalid.require;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An example of what a route does, checked without any broker. */
@Doc("An example of what the route does, checked without any broker.")
public record RouteTest(
        @Doc("What the example shows, as a sentence.") String name,
        @Doc("The event.") Given given,
        @Doc("What becomes of it.") Expect expect,
        Place place) {

    /** The event of an example. */
    @Doc("The event: its body as YAML (sent as JSON), or raw text, or base64.")
    public record Given(
            @Doc("The body, sent as JSON.") Optional<Object> body,
            @Doc("The body, as text.") Optional<String> raw,
            @Doc("The body, as base64.") Optional<String> base64,
            @Doc("The key.") Optional<String> key,
            @Doc("The headers.") Map<String, String> headers) {

        public Given {
            long bodies =
                    Stream.of(body, raw, base64).filter(Optional::isPresent).count();
            require(bodies == 1, "", "give the body once: as 'body', 'raw' or 'base64'");
        }
    }

    /** What must become of it. */
    @Doc("What must become of it; what is left out is not looked at.")
    public record Expect(
            @Doc(value = "The targets that get it.", example = "rabbitmq:vip") @OneOrMore
            Optional<List<String>> to,

            @Doc("Whether it is filtered.") @Default("false")
            boolean filtered,

            @Doc("The reason for which it becomes a dead letter.")
            Optional<Reason> deadLetter,

            @Doc("The body that is delivered, compared as JSON with exact numbers.")
            Optional<Object> body,

            @Doc("The body that is delivered, as text.") Optional<String> raw,
            @Doc("The key that is delivered.") Optional<String> key,

            @Doc("Headers that are delivered; there may be others.")
            Map<String, String> headers,

            @Doc("The routing key that is delivered with.") Optional<String> routingKey) {

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
