package routes.support;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What somebody may have meant: the known name that is the fewest slips of the finger away. */
public final class DidYouMean {
    private static final int LONGEST = 64;

    /** Of more names than this none is looked for, and no more are listed than a reader takes in: anybody may add names. */
    private static final int MOST = 1000;

    private static final int LISTED = 12;

    /** Names by which routes of other tools reach into the JVM. */
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

    public Optional<String> to(String written) {
        int bound = Math.max(1, Math.min(written.length(), LONGEST) / 3);
        if (written.length() > 2 * LONGEST || known.size() > MOST) {
            return Optional.empty();
        }
        return known.stream()
                .filter(name -> slips(written, name) <= bound)
                .min(Comparator.comparingInt(name -> slips(written, name)));
    }

    /** The end of a sentence that names something unknown: the nearest known name, else all that are known. */
    public String hint(String written) {
        return to(written)
                .map(name -> ", did you mean '" + name + "'?")
                .orElse(known.isEmpty() ? "; there are none" : "; known are " + all());
    }

    /** The same, and a word about why there is no such thing for what other tools allow. */
    public String hintOrRefusal(String written) {
        boolean near = to(written).isPresent();
        return !near && isForbidden(written) ? ": " + REFUSAL : hint(written);
    }

    public String all() {
        String listed = known.stream().limit(LISTED).collect(Collectors.joining(", "));
        return known.size() > LISTED ? listed + " and " + (known.size() - LISTED) + " more" : listed;
    }

    public static boolean isForbidden(String written) {
        return FORBIDDEN.contains(written.toLowerCase(Locale.ROOT))
                || written.matches("(?s)[a-z][a-z0-9+.-]*:(\\S.*)?");
    }

    public static String refusal() {
        return REFUSAL;
    }

    /** A key as a message may show it: what a forgotten space after the colon has glued to it may be a secret. */
    public static String shownKey(String key) {
        int colon = key.indexOf(':');
        return colon < 0 ? shown(key) : shown(key.substring(0, colon)) + "…";
    }

    /** A name as a message may show it: short and on one line. */
    public static String shown(String name) {
        return DisplayText.line(name, DisplayText.NAME);
    }

    /** Edits between the two, a swap of neighbours counted as one, upper and lower case as the same. */
    private static int slips(String written, String known) {
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
