package routes.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import routes.config.binding.ScalarBinder;
import routes.config.yaml.YamlValue;

/** Converts a YAML value to the JSON to which a JSON Schema applies. Thread-safe. */
public final class YamlToJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private YamlToJson() {}

    public static JsonNode of(YamlValue value) {
        Optional<JsonNode> scalar = value.scalar().map(YamlToJson::scalar);
        Optional<JsonNode> list = value.sequence().map(it -> {
            ArrayNode items = JSON.arrayNode();
            it.items().forEach(item -> items.add(of(item)));
            return items;
        });
        Optional<JsonNode> mapping = value.mapping().map(it -> {
            ObjectNode entries = JSON.objectNode();
            it.entries().forEach((name, entry) -> entries.set(name, of(entry.value())));
            return entries;
        });
        return scalar.or(() -> list).or(() -> mapping).orElse(NullNode.getInstance());
    }

    private static JsonNode scalar(YamlValue.Scalar scalar) {
        return switch (scalar.sort()) {
            case TEXT -> JSON.textNode(scalar.text());
            case WHOLE -> JSON.numberNode(ScalarBinder.integer(scalar.text()));
            case DECIMAL -> JSON.numberNode(new BigDecimal(scalar.text()));
            case BOOLEAN -> JSON.booleanNode(Boolean.parseBoolean(scalar.text()));
            case NULL -> NullNode.getInstance();
        };
    }
}
