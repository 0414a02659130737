package routes.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Base64;
import java.util.Optional;
import routes.connector.TailedEvent;
import routes.event.Bytes;
import routes.event.Event;
import routes.support.DisplayText;

/** Prints events that were seen at a target, for people or as JSON. Nothing in an event can control the terminal. */
final class EventPrinter {

    /** The most characters of a body that people are shown. */
    private static final int MOST_SHOWN = 16_000;

    private final PrintWriter out;
    private final boolean json;

    /** @param json whether each event is an object on a line of its own */
    EventPrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** Returns whether it could be printed: whoever reads the output may have enough. */
    boolean print(TailedEvent seen) {
        if (json) {
            out.println(DisplayText.escaped(line(seen)));
        } else {
            Event event = seen.event();
            out.println(DisplayText.escaped(
                    seen.position() + seen.time().map(time -> "  " + time).orElse("")));
            seen.address().forEach((name, value) -> show(name, Bytes.ofText(value)));
            if (event.key().isPresent()) {
                show("key", event.key());
            }
            event.headers().forEach(header -> show("header " + header.name() + ":", header.value()));
            show("body", event.body());
        }
        out.flush();
        return !out.checkError();
    }

    private void show(String name, Bytes value) {
        out.println("   " + DisplayText.escaped(name) + " " + shown(value));
    }

    /** A text with its lines indented, base64 for what is no text. */
    private static String shown(Bytes value) {
        if (!value.isPresent()) {
            return "absent";
        }
        String whole = value.text().orElseGet(() -> "base64 " + base64(value));
        String cut = whole.length() > MOST_SHOWN
                ? whole.substring(0, whole.offsetByCodePoints(0, whole.codePointCount(0, MOST_SHOWN))) + "… ("
                        + value.length() + " bytes; --json shows all)"
                : whole;
        return DisplayText.escaped(cut.stripTrailing()).replace("\n", "\n      ");
    }

    private static String line(TailedEvent seen) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("position", seen.position());
        seen.time().ifPresent(time -> line.put("time", time.toString()));
        seen.address().forEach(line::put);
        Event event = seen.event();
        if (event.key().isPresent()) {
            put(line, "key", event.key());
        }
        ArrayNode headers = line.putArray("headers");
        event.headers().forEach(header -> put(headers.addObject().put("name", header.name()), "value", header.value()));
        put(line, "body", event.body());
        return line.toString();
    }

    /** As text where it is UTF-8, otherwise under a name of its own in base64; null where there is none. */
    private static void put(ObjectNode object, String name, Bytes value) {
        Optional<String> text = value.text();
        if (value.isPresent() && text.isEmpty()) {
            object.put(name + "Base64", base64(value));
        } else {
            object.put(name, text.orElse(null));
        }
    }

    private static String base64(Bytes value) {
        return Base64.getEncoder().encodeToString(value.array());
    }
}
