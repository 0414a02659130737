package routes.event;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The headers of an event in their order; a name may occur more than once. Immutable, hence thread-safe.
 *
 * <p>Names by which a sender could steer Camel or a broker's component, in any case, are never let in.
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

    /** Headers from outside: those that steer are left behind. */
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

    /** Whether a header of this name could take effect in Camel (CVE-2026-46456 and its family). */
    public static boolean steers(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("camel") || lower.startsWith("kafka.") || lower.startsWith("org.apache.camel.");
    }

    /** The text of the first header with this name, if there is one and it is UTF-8. */
    public Optional<String> text(String name) {
        for (Header header : list) {
            if (header.name().equals(name)) {
                return header.value().text();
            }
        }
        return Optional.empty();
    }

    /** These, with every header of this name replaced by one. */
    public Headers with(String name, String value) {
        return without(Set.of(name)).and(List.of(new Header(name, Bytes.ofText(value))));
    }

    /** These and then those. */
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
