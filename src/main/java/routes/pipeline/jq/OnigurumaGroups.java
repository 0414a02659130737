package routes.pipeline.jq;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The capturing groups of a regular expression in Oniguruma's syntax. They are collected before it is translated, since a
 * reference may come before its group. Immutable.
 */
final class OnigurumaGroups {

    private final String regex;
    private final List<Optional<String>> names = new ArrayList<>();

    private OnigurumaGroups(String regex) {
        this.regex = regex;
    }

    static OnigurumaGroups of(String regex) {
        OnigurumaGroups groups = new OnigurumaGroups(regex);
        groups.scan();
        return groups;
    }

    /** The names in the order of the groups, empty for one without a name; names may repeat. */
    List<Optional<String>> names() {
        return List.copyOf(names);
    }

    /** The numbers of all groups of a name, the last first; a name may also be a number. */
    List<Integer> numbers(String name) {
        return IntStream.iterate(names.size(), number -> number > 0, number -> number - 1)
                .filter(number ->
                        names.get(number - 1).equals(Optional.of(name)) || name.equals(String.valueOf(number)))
                .boxed()
                .toList();
    }

    /** The end of a reference by number: it takes as many digits as there are groups for. */
    int endOfNumber(int from) {
        int end = from + 1;
        while (end < regex.length()
                && Character.isDigit(regex.charAt(end))
                && Integer.parseInt(regex.substring(from, end + 1)) <= names.size()) {
            end++;
        }
        return end;
    }

    private void scan() {
        boolean inClass = false;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\') {
                i++;
            } else if (inClass) {
                inClass = c != ']';
            } else if (c == '[') {
                i += regex.startsWith("^]", i + 1) ? 2 : regex.startsWith("]", i + 1) ? 1 : 0;
                inClass = true;
            } else if (c == '(') {
                if (!regex.startsWith("?", i + 1)) {
                    names.add(Optional.empty());
                } else if (isNamed(i + 1)) {
                    int from = i + 3;
                    int to = regex.indexOf(regex.charAt(i + 2) == '<' ? '>' : '\'', from);
                    names.add(Optional.of(name(from, to)));
                }
            }
        }
    }

    /** @param question the position of the question mark behind an opening parenthesis */
    boolean isNamed(int question) {
        return regex.startsWith("?'", question)
                || regex.startsWith("?<", question)
                        && !regex.startsWith("?<=", question)
                        && !regex.startsWith("?<!", question);
    }

    private String name(int from, int to) {
        String name = to < 0 ? "" : regex.substring(from, to);
        if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
            throw OnigurumaTranslator.refused("a group has no name, or one that begins with a digit");
        }
        return name;
    }
}
