package routes.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;

/** The events of the benchmark: orders as JSON, numbered, of a given size. Thread-safe. */
final class Orders {

    /** Events of one key keep their order, and always take the same branch. */
    private static final int KEYS = 1_000;

    private static final String[] TIERS = {"gold", "silver", "bronze"};

    private final int size;

    /** @param size of a body in bytes, at least 200 */
    Orders(int size) {
        this.size = size;
    }

    List<Event> from(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(number -> order(number, 0))
                .toList();
    }

    /** @param at when it should have been sent, by the clock of this machine, in microseconds */
    Event order(int number, long at) {
        String order = String.format(
                Locale.ROOT,
                "{\"id\":%d,\"at\":%d,\"status\":\"new\",\"region\":\"%s\",\"total\":%d.%02d,"
                        + "\"customer\":{\"name\":\"c-%d\",\"tier\":\"%s\"},\"items\":[{\"sku\":\"A-%d\",\"quantity\":%d}],"
                        + "\"note\":\"",
                number,
                at,
                key(number) % 2 == 0 ? "eu" : "us",
                number % 5_000,
                number % 100,
                key(number),
                TIERS[number % TIERS.length],
                number % 77,
                1 + number % 9);
        StringBuilder body = new StringBuilder(size).append(order);
        while (body.length() < size - 2) {
            body.append((char) ('a' + (body.length() + number) % 26));
        }
        body.append("\"}");
        return new Event(
                Bytes.ofText(body.toString()),
                Bytes.ofText("customer-" + key(number)),
                Headers.received(List.of(
                        new Header("content-type", Bytes.ofText("application/json")),
                        new Header("traceparent", Bytes.ofText("00-%032x-%016x-01".formatted(number + 1, 7))))));
    }

    static int key(int number) {
        return number % KEYS;
    }

    static int keys() {
        return KEYS;
    }

    /** The number of an order; -1 where the body is not one. */
    static int number(byte[] body) {
        String start = new String(body, 0, Math.min(body.length, 24), StandardCharsets.UTF_8);
        int end = start.indexOf(',');
        return start.startsWith("{\"id\":") && end > 6 ? Integer.parseInt(start.substring(6, end)) : -1;
    }

    /** When it should have been sent, in microseconds. */
    static long dueAt(byte[] body) {
        String start = new String(body, 0, Math.min(body.length, 60), StandardCharsets.UTF_8);
        int begin = start.indexOf("\"at\":") + 5;
        return Long.parseLong(start.substring(begin, start.indexOf(',', begin)));
    }

    static final String SCHEMA = """
            {
              "type": "object",
              "required": ["id", "status", "region", "total", "customer", "items"],
              "properties": {
                "id": { "type": "integer", "minimum": 0 },
                "status": { "enum": ["new", "paid", "sent"] },
                "region": { "enum": ["eu", "us"] },
                "total": { "type": "number", "minimum": 0 },
                "customer": {
                  "type": "object",
                  "required": ["name", "tier"],
                  "properties": { "name": { "type": "string" }, "tier": { "enum": ["gold", "silver", "bronze"] } }
                },
                "items": {
                  "type": "array",
                  "minItems": 1,
                  "items": {
                    "type": "object",
                    "required": ["sku", "quantity"],
                    "properties": { "quantity": { "type": "integer", "minimum": 1 } }
                  }
                }
              }
            }
            """;
}
