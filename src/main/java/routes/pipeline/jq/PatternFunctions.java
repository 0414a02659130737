package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.pipeline.jq.Functions.Function;
import routes.pipeline.json.BoundedPattern;

/** Functions of regular expressions, which have Java's syntax and use the budget of the evaluation. */
final class PatternFunctions {

    private static final Pattern GROUP_NAME = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    private PatternFunctions() {}

    static Map<String, Function> all() {
        return Map.ofEntries(
                Map.entry("test/1", each((in, found) -> List.of(Values.bool(!found.isEmpty())), "")),
                Map.entry("test/2", each((in, found) -> List.of(Values.bool(!found.isEmpty())), "")),
                Map.entry(
                        "capture/1",
                        each((in, found) -> found.stream().map(Match::captures).toList(), "")),
                Map.entry(
                        "capture/2",
                        each((in, found) -> found.stream().map(Match::captures).toList(), "")),
                Map.entry(
                        "scan/1",
                        each((in, found) -> found.stream().map(Match::scanned).toList(), "g")),
                Map.entry("splits/1", each(PatternFunctions::split, "g")),
                Map.entry("split/2", each((in, found) -> List.of(Values.array(split(in, found))), "g")),
                Map.entry("sub/2", (in, scope, args, out) -> substitute(in, scope, args, "", out)),
                Map.entry("sub/3", (in, scope, args, out) -> substitute(in, scope, args, "", out)),
                Map.entry("gsub/2", (in, scope, args, out) -> substitute(in, scope, args, "g", out)),
                Map.entry("gsub/3", (in, scope, args, out) -> substitute(in, scope, args, "g", out)));
    }

    /** One match of a pattern. */
    private record Match(int start, int end, String text, List<Optional<String>> groups, ObjectNode captures) {
        JsonNode scanned() {
            return groups.isEmpty()
                    ? Values.text(text)
                    : Values.array(groups.stream()
                            .map(group -> group.map(Values::text).orElseGet(Values::nothing))
                            .toList());
        }
    }

    private interface OfMatches {
        List<? extends JsonNode> of(String in, List<Match> found);
    }

    private static Function each(OfMatches function, String flags) {
        return (in, scope, args, out) -> {
            String text = Functions.text("test", in.value());
            for (JsonNode pattern : args.get(0).all(in.value(), scope)) {
                String all = flags + (args.size() > 1 ? flags(args.get(1), in, scope) : "");
                for (JsonNode result : function.of(text, matches(text, pattern, all, scope.budget()))) {
                    out.accept(PathValue.plain(result));
                }
            }
        };
    }

    private static String flags(Expression of, PathValue in, Scope scope) throws JqEvaluationException {
        StringBuilder flags = new StringBuilder();
        for (JsonNode each : of.all(in.value(), scope)) {
            flags.append(each.isNull() ? "" : Functions.text("flags", each));
        }
        return flags.toString();
    }

    private static List<Match> matches(String text, JsonNode pattern, String flags, Budget budget)
            throws JqEvaluationException {
        String regex = Functions.text("test", pattern);
        budget.spend(16L + regex.length());
        List<Match> found = new ArrayList<>();
        try {
            Matcher matcher = BoundedPattern.of(regex, bits(flags)).matcher(text, budget::trySpend);
            List<String> names = GROUP_NAME
                    .matcher(regex)
                    .results()
                    .map(name -> name.group(1))
                    .toList();
            boolean more = true;
            while (more && matcher.find()) {
                found.add(match(matcher, names));
                budget.spend(16);
                more = flags.contains("g");
            }
        } catch (IllegalArgumentException e) {
            throw new JqEvaluationException(e.getMessage());
        } catch (BoundedPattern.TooManySteps | StackOverflowError e) {
            throw JqEvaluationException.limit("a regular expression takes too many steps");
        }
        return found;
    }

    private static Match match(Matcher matcher, List<String> names) {
        List<Optional<String>> groups = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
            groups.add(Optional.ofNullable(matcher.group(i)));
        }
        ObjectNode captures = Values.object();
        for (String name : names) {
            captures.put(name, matcher.group(name));
        }
        return new Match(matcher.start(), matcher.end(), matcher.group(), groups, captures);
    }

    private static int bits(String flags) throws JqEvaluationException {
        int bits = 0;
        for (char flag : flags.toCharArray()) {
            switch (flag) {
                case 'g':
                case 'n':
                    break;
                case 'i':
                    bits |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                    break;
                case 'x':
                    bits |= Pattern.COMMENTS;
                    break;
                case 's':
                    bits |= Pattern.DOTALL;
                    break;
                default:
                    throw new JqEvaluationException(
                            "'" + flag + "' is not a flag of a regular expression; use g, i, x, s or n");
            }
        }
        return bits;
    }

    private static List<JsonNode> split(String text, List<Match> found) {
        List<JsonNode> parts = new ArrayList<>();
        int from = 0;
        for (Match match : found) {
            parts.add(Values.text(text.substring(from, match.start())));
            from = match.end();
        }
        parts.add(Values.text(text.substring(from)));
        return parts;
    }

    private static void substitute(PathValue in, Scope scope, List<Expression> args, String flags, Expression.Sink out)
            throws JqEvaluationException {
        String text = Functions.text("sub", in.value());
        String all = flags + (args.size() > 2 ? flags(args.get(2), in, scope) : "");
        for (JsonNode pattern : args.get(0).all(in.value(), scope)) {
            StringBuilder made = new StringBuilder();
            int from = 0;
            for (Match match : matches(text, pattern, all, scope.budget())) {
                List<JsonNode> replacement = args.get(1).all(match.captures(), scope);
                if (replacement.size() != 1) {
                    throw new JqEvaluationException("'sub' needs one replacement, but got " + replacement.size());
                }
                made.append(text, from, match.start()).append(Functions.text("sub", replacement.get(0)));
                scope.budget().spendText(made.length() > Budget.MAX_TEXT_LENGTH ? made.length() : 16);
                from = match.end();
            }
            made.append(text.substring(from));
            scope.budget().spendText(made.length());
            out.accept(PathValue.plain(Values.text(made.toString())));
        }
    }
}
