package routes.connector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;

/** Events that a careless translation would change, each with a body of its own. */
public final class OddEvents {

    private OddEvents() {}

    static List<Event> all() {
        byte[] every = new byte[256];
        IntStream.range(0, every.length).forEach(at -> every[at] = (byte) at);
        List<Header> many = new ArrayList<>();
        IntStream.range(0, 14).forEach(at -> many.add(header("h" + at, "v" + at)));
        return List.of(
                new Event(
                        Bytes.of(every),
                        Bytes.of(new byte[] {(byte) 0xfe, 0}),
                        Headers.received(List.of(new Header("binary", Bytes.of(every))))),
                new Event(Bytes.absent(), Bytes.ofText("tombstone"), Headers.none()),
                new Event(Bytes.ofText(""), Bytes.ofText("empty"), Headers.received(List.of(header("empty", "")))),
                new Event(Bytes.ofText("Grüße \r\n\t🐫"), Bytes.absent(), Headers.none()),
                new Event(Bytes.ofText("\u0000 is no XML"), Bytes.ofText("ключ"), Headers.received(many)),
                new Event(
                        Bytes.ofText("twice"),
                        Bytes.ofText("k"),
                        Headers.received(List.of(
                                header("twice", "1"),
                                header("a name, with \"signs\"", "=?&"),
                                new Header("twice", Bytes.of(new byte[] {(byte) 0xff})),
                                header("twice", "3")))));
    }

    /** Its headers by name: not every broker keeps the order of different names, but each that of equal ones. */
    public static Event sorted(Event event) {
        return event.withHeaders(Headers.received(event.headers().stream()
                .sorted(Comparator.comparing(Header::name))
                .toList()));
    }

    private static Header header(String name, String value) {
        return new Header(name, Bytes.ofText(value));
    }
}
