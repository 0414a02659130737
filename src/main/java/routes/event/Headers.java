package routes.event;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The headers of an event in their order; a name may occur more than once.
 *
 * <p>Headers with which a sender could control Camel or the Camel component of a broker are removed; their names are compared
 * regardless of case. Immutable and thread-safe.
 */
public final class Headers implements Iterable<Header> {

    private static final Headers NONE = new Headers(List.of());

    private final List<Header> list;

    private Headers(List<Header> list) {
        this.list = list;
    }

    public static Headers none() {
        return NONE;
    }

    /** Creates headers from external input. Headers that could control Camel are removed. */
    public static Headers received(List<Header> headers) {
        if (headers.isEmpty()) {
            return NONE;
        }
        for (Header header : headers) {
            if (steers(header.name())) {
                return new Headers(
                        headers.stream().filter(kept -> !steers(kept.name())).toList());
            }
        }
        return new Headers(List.copyOf(headers));
    }

    /** Whether a header of this name could control Camel (CVE-2026-46456 and similar vulnerabilities). */
    public static boolean steers(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("camel") || lower.startsWith("kafka.") || lower.startsWith("org.apache.camel.");
    }

    /** The text of the first header with this name, if there is one and it is valid UTF-8. */
    public Optional<String> text(String name) {
        for (Header header : list) {
            if (header.name().equals(name)) {
                return header.value().text();
            }
        }
        return Optional.empty();
    }

    /** A copy in which a single header replaces all headers of this name. */
    public Headers with(String name, String value) {
        return without(Set.of(name)).and(List.of(new Header(name, Bytes.ofText(value))));
    }

    /** A copy with the given headers appended. */
    public Headers and(List<Header> more) {
        List<Header> all = new ArrayList<>(list);
        all.addAll(more);
        return received(all);
    }

    public Headers without(Set<String> names) {
        return new Headers(
                list.stream().filter(header -> !names.contains(header.name())).toList());
    }

    public int size() {
        return list.size();
    }

    public Stream<Header> stream() {
        return list.stream();
    }

    @Override
    public Iterator<Header> iterator() {
        return list.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers && list.equals(((Headers) other).list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    @Override
    public String toString() {
        return list.toString();
    }
}
