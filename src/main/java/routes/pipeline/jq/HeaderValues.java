package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import routes.event.Bytes;
import routes.event.Header;
import routes.event.TypedValue;

/** The values of headers as JSON. A time is text; bytes that are no UTF-8 text are null. Thread-safe. */
final class HeaderValues implements TypedValue.Visitor<JsonNode> {

    private static final HeaderValues VISITOR = new HeaderValues();

    private HeaderValues() {}

    static JsonNode of(Header header) {
        return header.typed().map(typed -> typed.accept(VISITOR)).orElseGet(() -> VISITOR.binary(header.value()));
    }

    @Override
    public JsonNode text(String text) {
        return Values.text(text);
    }

    @Override
    public JsonNode binary(Bytes bytes) {
        return bytes.text().map(Values::text).orElseGet(Values::nothing);
    }

    @Override
    public JsonNode number(BigDecimal number) {
        return Numbers.of(number);
    }

    @Override
    public JsonNode truth(boolean value) {
        return Values.bool(value);
    }

    @Override
    public JsonNode time(Instant time) {
        return Values.text(time.toString());
    }

    @Override
    public JsonNode nothing() {
        return Values.nothing();
    }

    @Override
    public JsonNode list(List<TypedValue> items) {
        ArrayNode list = Values.array();
        items.forEach(item -> list.add(item.accept(this)));
        return list;
    }

    @Override
    public JsonNode table(Map<String, TypedValue> entries) {
        ObjectNode table = Values.object();
        entries.forEach((name, value) -> table.set(name, value.accept(this)));
        return table;
    }
}
