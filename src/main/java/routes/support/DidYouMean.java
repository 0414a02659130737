package routes.support;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Suggests the known name that is closest to a misspelt one, by edit distance. Immutable and thread-safe.
 */
public final class DidYouMean {
    /** Longer names are compared, but allow no more edits than a name of this length. */
    private static final int MAX_LENGTH = 64;

    /** With more known names than this, no suggestion is computed: users can add any number of names. */
    private static final int MAX_KNOWN = 1000;

    /** At most this many names are listed in a message. */
    private static final int MAX_LISTED = 12;

    /** Words with which routes of other tools run code or open arbitrary endpoints; the hub's format has none of them. */
    private static final Set<String> FORBIDDEN = Set.of(
            "bean",
            "camel",
            "class",
            "component",
            "endpoint",
            "exec",
            "file",
            "groovy",
            "java",
            "javascript",
            "js",
            "language",
            "method",
            "mvel",
            "ognl",
            "processor",
            "python",
            "ref",
            "script",
            "simple",
            "spel",
            "uri",
            "xquery");

    private static final String REFUSAL = "a route cannot name Java classes, beans, scripts or URIs";

    private final TreeSet<String> known;

    public DidYouMean(Collection<String> known) {
        this.known = new TreeSet<>(known);
    }

    public boolean knows(String name) {
        return known.contains(name);
    }

    /** The closest known name, if one is close enough: about one edit for every three characters. */
    public Optional<String> to(String written) {
        int bound = Math.max(1, Math.min(written.length(), MAX_LENGTH) / 3);
        if (written.length() > 2 * MAX_LENGTH || known.size() > MAX_KNOWN) {
            return Optional.empty();
        }
        return known.stream()
                .filter(name -> distance(written, name) <= bound)
                .min(Comparator.comparingInt(name -> distance(written, name)));
    }

    /** The end of a message about an unknown name: the closest known name, otherwise the list of known names. */
    public String hint(String written) {
        return to(written)
                .map(name -> ", did you mean '" + name + "'?")
                .orElse(known.isEmpty() ? "; none are defined" : "; expected one of " + all());
    }

    /** As {@link #hint}; for words that other tools allow and the hub refuses on purpose, the reason for the refusal. */
    public String hintOrRefusal(String written) {
        boolean hasSuggestion = to(written).isPresent();
        return !hasSuggestion && isForbidden(written) ? ": " + REFUSAL : hint(written);
    }

    public String all() {
        String listed = known.stream().limit(MAX_LISTED).collect(Collectors.joining(", "));
        return known.size() > MAX_LISTED ? listed + " and " + (known.size() - MAX_LISTED) + " more" : listed;
    }

    /** Whether other tools use this word, or URI, to run code or to open arbitrary endpoints. */
    public static boolean isForbidden(String written) {
        return FORBIDDEN.contains(written.toLowerCase(Locale.ROOT))
                || written.matches("(?s)[a-z][a-z0-9+.-]*:(\\S.*)?");
    }

    public static String refusal() {
        return REFUSAL;
    }

    /** A key as a message may show it: cut at the first colon, since a value glued to it by a missing space may be a secret. */
    public static String shownKey(String key) {
        int colon = key.indexOf(':');
        return colon < 0 ? shown(key) : shown(key.substring(0, colon)) + "…";
    }

    /** A name as a message may show it: shortened and on one line. */
    public static String shown(String name) {
        return DisplayText.line(name, DisplayText.NAME);
    }

    /** The edit distance, ignoring case. A swap of two neighbouring characters counts as one edit. */
    private static int distance(String written, String known) {
        String a = written.toLowerCase(Locale.ROOT);
        String b = known.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int least = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
                least = Math.min(least, cost[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, cost[i - 2][j - 2] + 1);
                }
                cost[i][j] = least;
            }
        }
        return cost[a.length()][b.length()];
    }
}
