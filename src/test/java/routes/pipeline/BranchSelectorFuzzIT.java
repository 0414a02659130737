package routes.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;

/** Branches that became a look-up take the event that they would take one after the other, and fail where those would. */
class BranchSelectorFuzzIT {

    /** With a trace, each predicate is evaluated on its own. */
    private static final PipelineTrace ONE_BY_ONE = new PipelineTrace() {};

    private static final List<String> VALUES = List.of(
            "\"a\"",
            "\"b\"",
            "\"\"",
            "\"1\"",
            "1",
            "1.0",
            "1e0",
            "10",
            "-1",
            "0",
            "-0.0",
            "0.1",
            "1e2000",
            "10e1999",
            "1e-2000",
            "9007199254740993",
            "18446744073709551616",
            "null",
            "true",
            "false");

    private static final List<String> PATHS = List.of(
            ".type",
            ".a.b",
            ".[\"type\"]",
            "(.type // \"a\")",
            ".a[0]",
            "$headers.type",
            "$headers[\"x-y\"]",
            "$key",
            ".");

    @Property(seed = "1", tries = 5_000)
    void takesTheSameBranch(@ForAll("predicates") List<String> predicates, @ForAll("events") Event event) {
        RouteSpecs route = RouteSpecs.route();
        for (int i = 0; i < predicates.size(); i++) {
            route.when(predicates.get(i), RouteSpecs.topic("t" + i));
        }
        Pipeline pipeline = route.compiled();

        assertThat(pipeline.decide(event)).isEqualTo(pipeline.decide(event, ONE_BY_ONE));
    }

    @Provide
    Arbitrary<List<String>> predicates() {
        Arbitrary<String> path = Arbitraries.of(PATHS);
        Arbitrary<String> value = Arbitraries.of(VALUES);
        Arbitrary<String> equality = Arbitraries.oneOf(
                Combinators.combine(path, value).as("%s == %s"::formatted),
                Combinators.combine(value, path).as("%s == %s"::formatted));
        Arbitrary<String> ofOnePath = Combinators.combine(path, value, value, value)
                .as((of, a, b, c) -> "%s == %s or %s == %s or %s == %s".formatted(of, a, b, of, of, c));
        Arbitrary<String> other = Arbitraries.of(
                ".type != \"a\"",
                ".total > 5",
                ".type == .a",
                ".type",
                ".a.b == \"a\" and .total > 5",
                "error(\"x\")",
                ".type == []",
                ".type? == \"a\"");
        return Arbitraries.frequencyOf(
                        Tuple.of(6, equality), Tuple.of(2, ofOnePath), Tuple.of(1, other), Tuple.of(1, or(equality)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static Arbitrary<String> or(Arbitrary<String> equality) {
        return Combinators.combine(equality, equality).as("%s or %s"::formatted);
    }

    @Provide
    Arbitrary<Event> events() {
        Arbitrary<String> value = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.of(VALUES)),
                Tuple.of(1, Arbitraries.of("{}", "[\"a\"]", "{\"b\":\"a\"}", "100e2147483647", "10e-100001")));
        Arbitrary<String> body = Arbitraries.frequencyOf(
                Tuple.of(
                        5,
                        Combinators.combine(value, value).as("{\"type\":%s,\"a\":{\"b\":%s},\"total\":7}"::formatted)),
                Tuple.of(2, value.map("{\"a\":%s}"::formatted)),
                Tuple.of(2, value.map("{\"a\":[%s],\"total\":null}"::formatted)),
                Tuple.of(1, value),
                Tuple.of(1, Arbitraries.of("{oops", "")));
        Arbitrary<String> text = Arbitraries.of("a", "b", "", "1");
        return Combinators.combine(body, text, text, text)
                .as((json, first, last, key) -> new Event(
                        Bytes.of(json.getBytes(StandardCharsets.UTF_8)),
                        key.isEmpty() ? Bytes.absent() : Bytes.ofText(key),
                        Headers.received(List.of(
                                new Header("type", Bytes.ofText(first)),
                                new Header("x-y", Bytes.of(new byte[] {(byte) 0xff})),
                                new Header("type", Bytes.ofText(last))))));
    }
}
