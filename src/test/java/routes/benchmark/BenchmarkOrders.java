package routes.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;

/** The events of the benchmark: orders as JSON, numbered, of a given size. Thread-safe. */
final class BenchmarkOrders {

    private static final String[] TIERS = {"gold", "silver", "bronze"};

    private static final int FILLER = 1_024;

    private final int size;
    private final int keys;
    private final String filler;

    /**
     * @param size of a body in bytes, at least 200
     * @param keys how many different keys; events of one key keep their order, and always take the same branch
     */
    BenchmarkOrders(int size, int keys) {
        this.size = size;
        this.keys = keys;
        this.filler = "abcdefghijklmnopqrstuvwxyz".repeat(FILLER / 26 + 2);
    }

    List<Event> from(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(number -> order(number, 0))
                .toList();
    }

    /**
     * Appended piece by piece: whoever makes them shares the machine with those who are measured.
     *
     * @param at when it should have been sent, by the clock of this machine, in microseconds
     */
    Event order(int number, long at) {
        StringBuilder body = new StringBuilder(size + FILLER);
        body.append("{\"id\":").append(number);
        body.append(",\"at\":").append(at);
        body.append(",\"status\":\"new\",\"region\":\"").append(key(number) % 2 == 0 ? "eu" : "us");
        body.append("\",\"total\":")
                .append(number % 5_000)
                .append('.')
                .append(String.valueOf(number % 100 + 100), 1, 3);
        body.append(",\"customer\":{\"name\":\"c-").append(key(number));
        body.append("\",\"tier\":\"").append(TIERS[number % TIERS.length]);
        body.append("\"},\"items\":[{\"sku\":\"A-").append(number % 77);
        body.append("\",\"quantity\":").append(1 + number % 9);
        body.append("}],\"note\":\"");
        int begin = number % 26;
        while (body.length() < size - 2) {
            body.append(filler, begin, begin + Math.min(FILLER, size - 2 - body.length()));
        }
        body.append("\"}");
        return new Event(
                Bytes.ofText(body.toString()),
                Bytes.ofText("customer-" + key(number)),
                Headers.received(List.of(
                        new Header("content-type", Bytes.ofText("application/json")),
                        new Header(
                                "traceparent",
                                Bytes.ofText("00-" + padded(number + 1, 32) + "-" + padded(7, 16) + "-01")))));
    }

    private static String padded(int number, int width) {
        String hex = Integer.toHexString(number);
        return "0".repeat(width - hex.length()) + hex;
    }

    private int key(int number) {
        return number % keys;
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
