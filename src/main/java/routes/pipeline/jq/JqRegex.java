package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.pipeline.json.BoundedPattern;

/**
 * A regular expression with jq's meaning and flags. Matching uses the budget of the evaluation. Thread-safe.
 *
 * @param groups the names of all groups in their order, empty for one without a name
 * @param global whether all matches are found, not only the first
 * @param skipsEmpty whether matches of no characters are left out
 */
record JqRegex(BoundedPattern pattern, List<Optional<String>> groups, boolean global, boolean skipsEmpty) {

    /** The memory that the description of a match or group takes, in entries of a list. */
    private static final int ENTRIES_OF_MATCH = 24;

    /** @throws IllegalArgumentException with a message for the author */
    static JqRegex of(String regex, String flags) {
        int bits = Pattern.UNIX_LINES | Pattern.UNICODE_CASE;
        for (char flag : flags.toCharArray()) {
            switch (flag) {
                case 'i':
                    bits |= Pattern.CASE_INSENSITIVE;
                    break;
                case 'p':
                    bits |= Pattern.DOTALL;
                    break;
                case 'g':
                case 'n':
                case 's': // in jq, ^ and $ never match at a line within the text
                case 'x':
                    break;
                case 'l':
                    throw new IllegalArgumentException(
                            "the flag l (longest match) is not supported; make * and + greedy");
                default:
                    throw new IllegalArgumentException(
                            "'" + flag + "' is not a flag of a regular expression; use g, i, n, p, s or x");
            }
        }
        OnigurumaTranslator.Translated translated = OnigurumaTranslator.translate(regex, flags.indexOf('x') >= 0);
        return new JqRegex(
                BoundedPattern.of(translated.pattern(), bits),
                translated.groups(),
                flags.indexOf('g') >= 0,
                flags.indexOf('n') >= 0);
    }

    /**
     * A part of a text that was matched.
     *
     * @param start in chars, -1 for a group that took no part
     */
    record Span(int start, int end) {

        Optional<String> of(String text) {
            return start < 0 ? Optional.empty() : Optional.of(text.substring(start, end));
        }
    }

    /**
     * One match, with the spans of all groups in their order.
     *
     * @param offset of the match, in code points
     */
    record Match(String text, int offset, Span span, List<Span> groups, List<Optional<String>> names) {

        String matched() {
            return text.substring(span.start(), span.end());
        }

        /** The text of a group, or JSON's null. */
        JsonNode group(int index) {
            return groups.get(index).of(text).map(Values::text).orElseGet(Values::nothing);
        }

        /** All groups that have names, by name; of several with one name, the last. */
        ObjectNode captures() {
            ObjectNode captures = Values.object();
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).isPresent()) {
                    captures.set(names.get(i).get(), group(i));
                }
            }
            return captures;
        }

        /** As {@code match} gives it: offsets and lengths are in code points. */
        ObjectNode described() {
            ObjectNode match = described(span);
            ArrayNode captures = match.putArray("captures");
            for (int i = 0; i < groups.size(); i++) {
                ObjectNode capture = described(groups.get(i));
                capture.set("name", names.get(i).map(Values::text).orElseGet(Values::nothing));
                captures.add(capture);
            }
            return match;
        }

        /** A group may begin before the match, in a look-behind. */
        private int offsetOf(int start) {
            return start >= span.start()
                    ? offset + text.codePointCount(span.start(), start)
                    : offset - text.codePointCount(start, span.start());
        }

        private ObjectNode described(Span part) {
            ObjectNode made = Values.object();
            boolean tookPart = part.start() >= 0;
            made.put("offset", tookPart ? offsetOf(part.start()) : -1);
            made.put("length", tookPart ? text.codePointCount(part.start(), part.end()) : 0);
            made.set("string", part.of(text).map(Values::text).orElseGet(Values::nothing));
            return made;
        }
    }

    List<Match> matches(String text, Budget budget) throws JqEvaluationException {
        List<Match> found = new ArrayList<>();
        int counted = 0;
        int codePoints = 0;
        try {
            Matcher matcher = pattern.matcher(text, budget::trySpend);
            boolean more = true;
            while (more && matcher.find()) {
                if (matcher.end() > matcher.start() || !skipsEmpty) {
                    codePoints += text.codePointCount(counted, matcher.start());
                    counted = matcher.start();
                    found.add(match(text, codePoints, matcher));
                    more = global;
                }
                budget.spendCopy(ENTRIES_OF_MATCH * (1L + groups.size()));
            }
        } catch (BoundedPattern.TooManySteps | StackOverflowError e) {
            throw JqEvaluationException.limit("a regular expression takes too many steps");
        }
        return found;
    }

    private Match match(String text, int offset, Matcher matcher) {
        List<Span> spans = new ArrayList<>(groups.size());
        for (int i = 1; i <= groups.size(); i++) {
            spans.add(new Span(matcher.start(i), matcher.end(i)));
        }
        return new Match(text, offset, new Span(matcher.start(), matcher.end()), spans, groups);
    }
}
