package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Functions of regular expressions. A regular expression that is written in the program is compiled with it, so that a mistake
 * is found when the route is read.
 */
final class PatternFunctions {

    private static final Map<String, Kind> ALL = kinds();

    /** Those that have one result for one regular expression. */
    private static final Set<String> SINGLE = Set.of("test", "split");

    private PatternFunctions() {}

    /** What a function makes of all matches in a text. */
    private interface OfMatches {
        List<? extends JsonNode> of(String text, List<JqRegex.Match> matches);
    }

    /**
     * @param flags that the function always has
     * @param flagsAt the index of the argument with more flags
     * @param function empty for those that substitute
     */
    record Kind(String name, String flags, int flagsAt, Optional<OfMatches> function) {}

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new TreeMap<>();
        add(kinds, "test", "", (text, matches) -> List.of(Values.bool(!matches.isEmpty())));
        add(
                kinds,
                "match",
                "",
                (text, matches) ->
                        matches.stream().map(JqRegex.Match::described).toList());
        add(
                kinds,
                "capture",
                "",
                (text, matches) -> matches.stream().map(JqRegex.Match::captures).toList());
        add(
                kinds,
                "scan",
                "g",
                (text, matches) ->
                        matches.stream().map(PatternFunctions::scanned).toList());
        add(kinds, "splits", "g", PatternFunctions::split);
        add(kinds, "split", "g", (text, matches) -> List.of(Values.array(split(text, matches))));
        kinds.remove("split/1"); // splits at a string
        for (String name : List.of("sub", "gsub")) {
            Kind kind = new Kind(name, name.equals("sub") ? "" : "g", 2, Optional.empty());
            kinds.put(name + "/2", kind);
            kinds.put(name + "/3", kind);
        }
        return kinds;
    }

    private static void add(Map<String, Kind> kinds, String name, String flags, OfMatches function) {
        Kind kind = new Kind(name, flags, 1, Optional.of(function));
        kinds.put(name + "/1", kind);
        kinds.put(name + "/2", kind);
    }

    private static JsonNode scanned(JqRegex.Match match) {
        if (match.groups().isEmpty()) {
            return Values.text(match.matched());
        }
        ArrayNode groups = Values.array();
        for (int i = 0; i < match.groups().size(); i++) {
            groups.add(match.group(i));
        }
        return groups;
    }

    private static List<JsonNode> split(String text, List<JqRegex.Match> matches) {
        List<JsonNode> parts = new ArrayList<>();
        int from = 0;
        for (JqRegex.Match match : matches) {
            parts.add(Values.text(text.substring(from, match.span().start())));
            from = match.span().end();
        }
        parts.add(Values.text(text.substring(from)));
        return parts;
    }

    /** @param signature the name and the number of parameters, as in {@code test/1} */
    static Optional<Kind> kind(String signature) {
        return Optional.ofNullable(ALL.get(signature));
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    static Expression call(Kind kind, List<Expression> arguments, int at) throws JqSyntaxException {
        Expression flags = arguments.size() > kind.flagsAt
                ? arguments.get(kind.flagsAt)
                : new ControlExpressions.Literal(Values.nothing());
        Optional<JsonNode> writtenRegex = constant(arguments.get(0));
        Optional<JsonNode> writtenFlags = constant(flags);
        Optional<JqRegex> compiled = Optional.empty();
        try {
            if (writtenRegex.isPresent() && writtenFlags.isPresent()) {
                compiled = Optional.of(regex(kind, writtenRegex.get(), writtenFlags.get()));
            } else if (writtenFlags.isPresent()) {
                regex(kind, Values.text(""), writtenFlags.get());
            }
        } catch (JqEvaluationException | IllegalArgumentException e) {
            throw new JqSyntaxException(at, "'" + kind.name + "': " + e.getMessage());
        }
        Regexes regexes = new Regexes(kind, arguments.get(0), flags, compiled);
        return kind.function.isPresent()
                ? new Search(kind, regexes, kind.function.get())
                : new Substitution(kind, regexes, arguments.get(1));
    }

    /** A value that is written in the program: a literal, or a list of literals. */
    private static Optional<JsonNode> constant(Expression expression) {
        if (expression instanceof ControlExpressions.Literal) {
            return Optional.of(((ControlExpressions.Literal) expression).value());
        }
        if (!(expression instanceof ConstructionExpressions.Items)) {
            return Optional.empty();
        }
        List<JsonNode> items = new ArrayList<>();
        return addConstants(((ConstructionExpressions.Items) expression).of(), items)
                ? Optional.of(Values.array(items))
                : Optional.empty();
    }

    private static boolean addConstants(Expression part, List<JsonNode> items) {
        if (part instanceof ControlExpressions.Comma) {
            ControlExpressions.Comma comma = (ControlExpressions.Comma) part;
            return addConstants(comma.first(), items) && addConstants(comma.second(), items);
        }
        Optional<JsonNode> value = constant(part);
        value.ifPresent(items::add);
        return value.isPresent();
    }

    /**
     * @param regex a string, or an array of a string and flags
     * @throws IllegalArgumentException if it is wrong; the message quotes it
     */
    private static JqRegex regex(Kind kind, JsonNode regex, JsonNode flags) throws JqEvaluationException {
        JsonNode text = regex.isArray() && !regex.isEmpty() ? regex.get(0) : regex;
        JsonNode more = regex.isArray() && regex.size() > 1 ? regex.get(1) : flags;
        String all = kind.flags + (more.isNull() ? "" : Functions.text("flags of " + kind.name, more));
        return JqRegex.of(Functions.text(kind.name, text), all);
    }

    private interface OfRegex {
        void accept(JqRegex regex) throws JqEvaluationException;
    }

    /** The regular expression of a call: compiled with the program, or computed for each event. */
    private record Regexes(Kind kind, Expression regex, Expression flags, Optional<JqRegex> compiled) {

        void each(PathValue in, Scope scope, OfRegex then) throws JqEvaluationException {
            if (compiled.isPresent()) {
                then.accept(compiled.get());
                return;
            }
            for (JsonNode text : regex.all(in, scope)) {
                for (JsonNode given : flags.all(in, scope)) {
                    scope.budget().spend(256);
                    then.accept(computed(text, given));
                }
            }
        }

        /** What is wrong with it is not told: it may be a value of the event. */
        private JqRegex computed(JsonNode text, JsonNode given) throws JqEvaluationException {
            try {
                return PatternFunctions.regex(kind, text, given);
            } catch (IllegalArgumentException e) {
                throw new JqEvaluationException("'" + kind.name + "' got a computed regular expression, or computed"
                        + " flags, that are wrong; write them in the expression to see why");
            }
        }
    }

    private record Search(Kind kind, Regexes regexes, OfMatches function) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            scope.budget().spend(1);
            String text = Functions.text(kind.name, in.value());
            regexes.each(in, scope, regex -> {
                List<JqRegex.Match> matches = regex.matches(text, scope.budget());
                for (JsonNode result : function.of(text, matches)) {
                    scope.budget()
                            .spendText(result.isTextual() ? result.textValue().length() : 0);
                    out.accept(PathValue.plain(result));
                }
            });
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return FunctionTypes.of(kind.name + "/1", List.of(), in);
        }

        @Override
        public Expression compiled() {
            boolean isSingle = SINGLE.contains(kind.name) && regexes.compiled.isPresent();
            return isSingle ? new Single(this, Single.captured(this)) : this;
        }
    }

    /** With several replacements for a match there are as many results; each takes the same one of every match. */
    private record Substitution(Kind kind, Regexes regexes, Expression replacement) implements Expression {
        @Override
        public void each(PathValue in, Scope scope, Sink out) throws JqEvaluationException {
            scope.budget().spend(1);
            String text = Functions.text(kind.name, in.value());
            regexes.each(in, scope, regex -> substitute(text, regex.matches(text, scope.budget()), scope, out));
        }

        @Override
        public Set<ValueType> types(Set<ValueType> in) {
            return Set.of(ValueType.STRING);
        }

        @Override
        public Expression compiled() {
            Substitution compiled = new Substitution(kind, regexes, replacement.compiled());
            return regexes.compiled
                    .flatMap(
                            regex -> Single.of(this, List.of(compiled.replacement), parts -> Single.captured(compiled)))
                    .orElse(compiled);
        }

        private void substitute(String text, List<JqRegex.Match> matches, Scope scope, Sink out)
                throws JqEvaluationException {
            if (matches.isEmpty()) {
                out.accept(PathValue.plain(Values.text(text)));
                return;
            }
            List<StringBuilder> made = new ArrayList<>();
            int from = 0;
            for (JqRegex.Match match : matches) {
                List<JsonNode> replacements = replacement.all(match.captures(), scope);
                for (int i = 0; i < replacements.size(); i++) {
                    String replaced = Functions.text("the replacement of " + kind.name, replacements.get(i));
                    if (i == made.size()) {
                        made.add(new StringBuilder());
                    }
                    scope.budget().spendText((long) match.span().start() - from + replaced.length());
                    made.get(i).append(text, from, match.span().start()).append(replaced);
                }
                from = match.span().end();
            }
            for (StringBuilder result : made) {
                scope.budget().spendText((long) result.length() + text.length() - from);
                out.accept(PathValue.plain(
                        Values.text(result.append(text, from, text.length()).toString())));
            }
        }
    }
}
