package routes.connector.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import routes.connector.HeaderEnvelope;
import routes.connector.RecordedSend;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.event.TypedValue;

class AwsMessageCodecTest {

    @Test
    void carriesTextAsItIs() {
        AwsMessage letter = written(event("Grüße, 世界 🐫"));

        assertThat(letter.body()).isEqualTo("Grüße, 世界 🐫");
        assertThat(letter.attributes()).isEmpty();
        assertThat(letter.size()).isEqualTo("Grüße, 世界 🐫".getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void bringsEveryByteBack() {
        byte[] all = new byte[256];
        for (int at = 0; at < all.length; at++) {
            all[at] = (byte) at;
        }
        Event event = new Event(Bytes.of(all), Bytes.of(all), headers(new Header("binary", Bytes.of(all))));

        assertThat(written(event).attributes()).containsKey(HeaderEnvelope.BODY);
        assertThat(thereAndBack(event)).isEqualTo(event);
    }

    @Test
    void bringsEverySingleByteBack() {
        for (int value = 0; value < 256; value++) {
            Event event = Event.of(new byte[] {(byte) value});

            assertThat(thereAndBack(event)).isEqualTo(event);
        }
    }

    @Test
    void tellsATombstoneFromAnEmptyBody() {
        Event tombstone = new Event(Bytes.absent(), Bytes.ofText("k"), Headers.none());
        Event empty = new Event(Bytes.ofText(""), Bytes.ofText(""), Headers.none());

        assertThat(written(tombstone).body()).isNotEmpty();
        assertThat(written(empty).body()).isNotEmpty();
        assertThat(thereAndBack(tombstone)).isEqualTo(tombstone);
        assertThat(thereAndBack(empty)).isEqualTo(empty);
    }

    @Test
    void writesForbiddenCharactersInBase64() {
        for (String text : List.of("\u0000", "\u0008", "\u000b", "\u001f", "\ufffe", "\uffff", "a\u0001b")) {
            Event event = event(text);

            assertThat(written(event).attributes().get(HeaderEnvelope.BODY).value())
                    .hasToString("base64");
            assertThat(thereAndBack(event)).isEqualTo(event);
        }
    }

    @Test
    void carriesAnyNumberOfHeadersInTenAttributes() {
        for (int count : List.of(0, 1, 8, 9, 10, 11, 12, 50)) {
            List<Header> many = IntStream.range(0, count)
                    .mapToObj(at -> new Header("h" + at, Bytes.ofText("v" + at)))
                    .toList();
            for (Bytes key : List.of(Bytes.absent(), Bytes.ofText("k"), Bytes.of(new byte[] {-1}))) {
                for (Bytes body : List.of(Bytes.ofText("text"), Bytes.of(new byte[] {0}), Bytes.absent())) {
                    Event event = new Event(body, key, Headers.received(many));

                    assertThat(written(event).attributes()).hasSizeLessThanOrEqualTo(10);
                    assertThat(sorted(thereAndBack(event))).isEqualTo(sorted(event));
                }
            }
        }
    }

    @Test
    void leavesTenHeadersVisible() {
        List<Header> ten = IntStream.range(0, 10)
                .mapToObj(at -> new Header("h" + at, Bytes.ofText("v" + at)))
                .toList();

        assertThat(written(new Event(Bytes.ofText("b"), Bytes.absent(), Headers.received(ten)))
                        .attributes())
                .hasSize(10)
                .doesNotContainKey(HeaderEnvelope.HEADERS);
    }

    @Test
    void keepsTracesAndContentTypeVisibleBeforeOthers() {
        List<Header> many = new ArrayList<>();
        IntStream.range(0, 20).forEach(at -> many.add(new Header("h" + at, Bytes.ofText("v"))));
        List.of("Content-Type", "tracestate", "traceparent")
                .forEach(name -> many.add(new Header(name, Bytes.ofText("t"))));

        assertThat(written(new Event(Bytes.ofText("b"), Bytes.absent(), Headers.received(many)))
                        .attributes()
                        .keySet())
                .contains("traceparent", "tracestate", "Content-Type", "h0", "h5", HeaderEnvelope.HEADERS)
                .hasSize(10);
    }

    @Test
    void packsNamesThatAreForbidden() {
        for (String name : List.of(
                "AWS.trace",
                "aws.x",
                "Amazon.y",
                "aMaZoN.z",
                ".a",
                "a.",
                "a..b",
                "with space",
                "ümlaut",
                "",
                "a/b",
                "\uFFFF",
                "\uFFFE",
                "\u0000\u0001\u001F\u007F\u0085",
                "\uD83D\uDE00\uDBFF\uDFFF",
                "\u2028\u00A0",
                "AWS.",
                "hub-key",
                "hub-body",
                "hub-headers")) {
            Event event = event("b", new Header(name, Bytes.ofText("v")));

            assertThat(written(event).attributes()).containsOnlyKeys(HeaderEnvelope.HEADERS);
            assertThat(written(event)
                            .attributes()
                            .get(HeaderEnvelope.HEADERS)
                            .value()
                            .toString())
                    .matches("[ -\\x7F]+");
            assertThat(thereAndBack(event)).isEqualTo(event);
        }
    }

    @Test
    void packsNamesThatAreTooLong() {
        assertThat(written(event("b", new Header("n".repeat(256), Bytes.ofText("v"))))
                        .attributes())
                .containsOnlyKeys("n".repeat(256));
        assertThat(written(event("b", new Header("n".repeat(257), Bytes.ofText("v"))))
                        .attributes())
                .containsOnlyKeys(HeaderEnvelope.HEADERS);
    }

    @Test
    void packsDuplicateEmptyAndAbsentHeadersInTheirOrder() {
        Event event = event(
                "b",
                new Header("twice", Bytes.ofText("1")),
                new Header("twice", Bytes.ofText("2")),
                new Header("empty", Bytes.ofText("")),
                new Header("absent", Bytes.absent()));

        assertThat(written(event).attributes()).containsOnlyKeys(HeaderEnvelope.HEADERS);
        assertThat(thereAndBack(event)).isEqualTo(event);
    }

    @Test
    void keepsTheOrderOfOneNameWhereverThePackedOnesStand() {
        Map<String, AwsAttribute> attributes = new LinkedHashMap<>();
        attributes.put(
                HeaderEnvelope.HEADERS,
                AwsAttribute.text(HeaderEnvelope.pack(
                        List.of(new Header("twice", Bytes.ofText("2"))), header -> Optional.empty())));
        attributes.put("twice", AwsAttribute.text("1"));

        assertThat(AwsMessageCodec.event("b", attributes, Optional.empty()).headers())
                .extracting(header -> header.value().toString())
                .containsExactly("1", "2");
    }

    @Test
    void letsNoHeaderInThatSteers() {
        for (String name : List.of(
                "CamelAwsSqsOperation",
                "camelawssqsoperation",
                "CAMELX",
                "kafka.OVERRIDE_TOPIC",
                "org.apache.camel.x")) {
            String packed = HeaderEnvelope.pack(
                    List.of(new Header(name, Bytes.ofText("x")), new Header("fine", Bytes.ofText("y"))),
                    header -> Optional.empty());

            Event plain = AwsMessageCodec.event("b", Map.of(name, AwsAttribute.text("deleteQueue")), Optional.empty());
            Event hidden = AwsMessageCodec.event(
                    "b", Map.of(HeaderEnvelope.HEADERS, AwsAttribute.text(packed)), Optional.empty());

            assertThat(plain.headers()).isEmpty();
            assertThat(hidden.headers()).extracting(Header::name).containsExactly("fine");
        }
    }

    @Test
    void keepsPackedHeadersThatTheHubDidNotWrite() {
        for (String text : List.of(
                "[[null,\"YQ==\"]]", "[[null]]", "[[]]", "null", "[null]", "{", "[[\"a\",null]]", "[[\"a\",\"?\"]]")) {
            Event event = AwsMessageCodec.event(
                    "b", Map.of(HeaderEnvelope.HEADERS, AwsAttribute.text(text)), Optional.empty());

            assertThat(event.headers()).containsExactly(new Header(HeaderEnvelope.HEADERS, Bytes.ofText(text)));
        }
    }

    @Test
    void keepsABodyMarkThatTheHubDidNotWrite() {
        for (String mark : List.of("base64", "gzip")) {
            Event event = AwsMessageCodec.event(
                    "n:o", Map.of(HeaderEnvelope.BODY, AwsAttribute.text(mark)), Optional.empty());

            assertThat(event.body()).isEqualTo(Bytes.ofText("n:o"));
            assertThat(event.headers().text(HeaderEnvelope.BODY)).contains(mark);
        }
    }

    @Test
    void givesOtherBrokersTheTextOfNumbersAndCustomTypes() {
        Event event = AwsMessageCodec.event(
                "b",
                Map.of(
                        "n", new AwsAttribute("Number", Bytes.ofText("1.50")),
                        "c", new AwsAttribute("String.json", Bytes.ofText("{}"))),
                Optional.empty());

        assertThat(event.headers().text("n")).contains("1.50");
        assertThat(event.headers().text("c")).contains("{}");
    }

    private static final Map<String, AwsAttribute> TYPED = Map.of(
            "number", new AwsAttribute("Number", Bytes.ofText("1.50")),
            "int", new AwsAttribute("Number.int", Bytes.ofText("7")),
            "json", new AwsAttribute("String.Json", Bytes.ofText("{}")),
            "binary", new AwsAttribute("Binary", Bytes.ofText("legal text")),
            "image", new AwsAttribute("Binary.gif", Bytes.of(new byte[] {(byte) 0xff})),
            "text", AwsAttribute.text("t"),
            "bytes", new AwsAttribute("Binary", Bytes.of(new byte[] {(byte) 0xff})));

    @Test
    void keepsTheDataTypeOfEachAttribute() {
        Event event = AwsMessageCodec.event("b", TYPED, Optional.empty());

        assertThat(written(event).attributes()).containsExactlyInAnyOrderEntriesOf(TYPED);
    }

    @Test
    void keepsTheDataTypeOfPackedHeaders() {
        List<Header> headers = new ArrayList<>();
        IntStream.range(0, 10).forEach(at -> headers.add(new Header("h" + at, Bytes.ofText("v"))));
        AwsMessageCodec.event("b", TYPED, Optional.empty()).headers().forEach(headers::add);

        AwsMessage packed = written(event("b", headers.toArray(Header[]::new)));
        Event back = AwsMessageCodec.event(packed.body(), packed.attributes(), Optional.empty());

        assertThat(packed.attributes()).doesNotContainKeys("number", "json");
        assertThat(back.headers()).containsExactlyInAnyOrderElementsOf(headers);
    }

    @Test
    void keepsTheTypeOfAPackedValueOfAnotherBroker() {
        TypedValue seven = new TypedValue() {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.number(new BigDecimal("7"));
            }
        };
        AwsMessage packed = written(event(
                "b",
                new Header("twice", Bytes.ofText("1")),
                new Header("twice", Bytes.ofText("7"), Optional.of(seven))));

        assertThat(AwsMessageCodec.event(packed.body(), packed.attributes(), Optional.empty())
                        .headers())
                .containsExactly(
                        new Header("twice", Bytes.ofText("1")),
                        new AwsAttribute("Number", Bytes.ofText("7")).header("twice"));
    }

    @Test
    void leavesOutPackedTypesThatTheServicesWouldRefuse() {
        for (String type : List.of("", "Text", "Number", "Number.int", "String.a..b", "Strings", "Binary.ü")) {
            String text = "[[\"a\",\"YQ==\",\"" + type + "\"]]";

            Event event = AwsMessageCodec.event(
                    "b", Map.of(HeaderEnvelope.HEADERS, AwsAttribute.text(text)), Optional.empty());

            assertThat(event.headers()).containsExactly(new Header("a", Bytes.ofText("a")));
        }
    }

    @Test
    void givesValuesOfOtherBrokersTheTypeThatTheServicesHave() {
        assertThat(attribute("7", visitor -> visitor.number(new BigDecimal("7"))))
                .isEqualTo(new AwsAttribute("Number", Bytes.ofText("7")));
        assertThat(attribute("1E+200", visitor -> visitor.number(new BigDecimal("1e200"))))
                .isEqualTo(AwsAttribute.text("1E+200"));
        String long39 = "9".repeat(39);
        assertThat(attribute(long39, visitor -> visitor.number(new BigDecimal(long39))))
                .isEqualTo(AwsAttribute.text(long39));
        assertThat(attribute("true", visitor -> visitor.truth(true))).isEqualTo(AwsAttribute.text("true"));
        assertThat(attribute("[1]", visitor -> visitor.list(List.of()))).isEqualTo(AwsAttribute.text("[1]"));
        assertThat(attribute("text", visitor -> visitor.binary(Bytes.ofText("text"))))
                .isEqualTo(new AwsAttribute("Binary", Bytes.ofText("text")));
    }

    /** What becomes of a value of another broker: its documented text, and what it is to a visitor. */
    private static AwsAttribute attribute(String text, Function<TypedValue.Visitor<?>, Object> seen) {
        TypedValue foreign = new TypedValue() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> T accept(Visitor<T> visitor) {
                return (T) seen.apply(visitor);
            }
        };
        return written(event("b", new Header("h", Bytes.ofText(text), Optional.of(foreign))))
                .attributes()
                .get("h");
    }

    @Test
    void carriesTheTimeOfAnEventWhereItPushesOutNoHeader() {
        Instant time = Instant.parse("2026-01-02T03:04:05.678Z");
        List<Header> headers = new ArrayList<>();
        IntStream.range(0, 9).forEach(at -> headers.add(new Header("h" + at, Bytes.ofText("v"))));

        AwsMessage nine = at(time, headers);
        headers.add(new Header("h9", Bytes.ofText("v")));
        AwsMessage ten = at(time, headers);

        assertThat(nine.attributes().get("hub-time")).isEqualTo(AwsAttribute.text("2026-01-02T03:04:05.678Z"));
        assertThat(ten.attributes()).hasSize(10).doesNotContainKey("hub-time");
    }

    private static AwsMessage at(Instant time, List<Header> headers) {
        Event event = event("b", headers.toArray(Header[]::new));
        return AwsMessageCodec.encode(RecordedSend.of(event, time), AwsMessageStyle.ofDeadLetters("orders"));
    }

    @Test
    void saysWhatOfAMessageOtherConsumersCannotRead() {
        assertThat(AwsMessageCodec.packed(written(event("b", new Header("h", Bytes.ofText("v"))))))
                .isEmpty();
        assertThat(AwsMessageCodec.packed(written(event("b").withBody(Bytes.absent()))))
                .contains("a body that is absent (a tombstone)");
        assertThat(AwsMessageCodec.packed(written(event("")))).contains("a body that is empty");
        assertThat(AwsMessageCodec.packed(written(event("\u0001")))).contains("a body that is not legal text");
        assertThat(AwsMessageCodec.packed(written(event("b").withKey(Bytes.ofText("")))))
                .contains("an empty key");
        assertThat(AwsMessageCodec.packed(written(event("b", new Header("\uFFFF", Bytes.ofText("v"))))))
                .hasValueSatisfying(said ->
                        assertThat(said).startsWith("headers that do not fit").endsWith("'\uFFFF'"));
    }

    @Test
    void packsNoAttributeOfACloudEventBeforeAnotherHeader() {
        List<Header> headers = new ArrayList<>();
        IntStream.range(0, 20).forEach(at -> headers.add(new Header("h" + at, Bytes.ofText("v"))));
        headers.add(new Header("traceparent", Bytes.ofText("t")));
        List.of("id", "source", "specversion", "type", "time", "subject", "dataschema")
                .forEach(name -> headers.add(new Header("cloudEvents:" + name, Bytes.ofText("v"))));
        headers.add(new Header("content-type", Bytes.ofText("application/json")));

        assertThat(written(event("b", headers.toArray(Header[]::new)))
                        .attributes()
                        .keySet())
                .contains(
                        "ce_id",
                        "ce_source",
                        "ce_specversion",
                        "ce_type",
                        "ce_time",
                        "ce_subject",
                        "ce_dataschema",
                        "content-type");
    }

    @Test
    void takesTheGroupForAKeyThatWasNotGiven() {
        assertThat(AwsMessageCodec.event("b", Map.of(), Optional.of("g")).key()).isEqualTo(Bytes.ofText("g"));
        assertThat(AwsMessageCodec.event("b", Map.of(HeaderEnvelope.KEY, AwsAttribute.text("k")), Optional.of("g"))
                        .key())
                .isEqualTo(Bytes.ofText("k"));
    }

    @Test
    void namesTheGroupAfterTheKey() {
        Map.of("order-7", "order-7", "a b", "k-", "ü", "k-", "", "k-").forEach((key, group) -> {
            Event event = new Event(Bytes.ofText("b"), Bytes.ofText(key), Headers.none());

            assertThat(fifo(RecordedSend.of(event)).group())
                    .startsWith(group)
                    .hasSizeLessThanOrEqualTo(128)
                    .matches("[!-~]+");
        });
    }

    @Test
    void namesTheGroupOfEventsWithoutAKeyAfterTheQueue() {
        assertThat(fifo(RecordedSend.of(event("b"))).group()).isEqualTo("orders.fifo");
    }

    @Test
    void keepsALegalDeduplicationIdAndHashesAnother() {
        assertThat(fifo(RecordedSend.of(event("b"), Map.of("deduplicationId", "orders-3@7")))
                        .deduplicationId())
                .isEqualTo("orders-3@7");
        assertThat(fifo(RecordedSend.of(event("b"), Map.of("deduplicationId", "x".repeat(129))))
                        .deduplicationId())
                .hasSize(64);
    }

    @Test
    void takesTheIdOfTheSendForADeduplicationIdWhereNoneIsGiven() {
        RecordedSend send = RecordedSend.of(event("b"));

        assertThat(fifo(send).deduplicationId()).isEqualTo(send.id());
        assertThat(fifo(send)).isEqualTo(fifo(send));
    }

    @Test
    void tellsEqualEventsApart() {
        assertThat(fifo(RecordedSend.of(event("b"))).deduplicationId())
                .isNotEqualTo(fifo(RecordedSend.of(event("b"))).deduplicationId());
    }

    @Test
    void countsNamesTypesAndValues() {
        AwsMessage letter = written(event("body", new Header("name", Bytes.ofText("value"))));

        assertThat(letter.size()).isEqualTo(4 + 4 + "String".length() + 5);
    }

    private static AwsMessage.Fifo fifo(RecordedSend send) {
        return AwsMessageCodec.encode(send, AwsMessageStyle.ofDeadLetters("orders.fifo"))
                .fifo()
                .orElseThrow();
    }

    private static AwsMessage written(Event event) {
        return AwsMessageCodec.encode(RecordedSend.of(event), AwsMessageStyle.ofDeadLetters("orders"));
    }

    private static Event thereAndBack(Event event) {
        AwsMessage letter = written(event);
        assertThat(AwsTextRules.isLegal(letter.body())).isTrue();
        return AwsMessageCodec.event(letter.body(), letter.attributes(), Optional.empty());
    }

    private static Event sorted(Event event) {
        return event.withHeaders(Headers.received(event.headers().stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList()));
    }

    private static Event event(String body, Header... headers) {
        return new Event(Bytes.ofText(body), Bytes.absent(), headers(headers));
    }

    private static Headers headers(Header... headers) {
        return Headers.received(List.of(headers));
    }
}
