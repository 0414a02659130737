package routes.pipeline.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The capturing groups of a regular expression, and the references to them. In ECMA-262 a group that has not taken part
 * matches the empty text, and every repetition forgets the groups within it; in Java such a reference fails, and groups keep
 * what they matched last. Only groups to which something refers capture in Java. Not thread-safe.
 */
final class EcmaGroups {

    private static final Pattern NAME =
            Pattern.compile("[\\p{javaUnicodeIdentifierStart}$_][\\p{javaUnicodeIdentifierPart}$]*");

    private static final int MAX_REFERENCES = 200;
    private static final int MAX_NAME = 256;

    /** Marks the place of a reference, which depends on what follows. Patterns of Java here are ASCII otherwise. */
    private static final char MARK = '\ue000';

    /** A group, or one alternative of it. */
    static final class Node {
        private final Node parent;
        private final boolean isGroup;
        private int children;
        private boolean isOptional;
        private boolean isRepeated;

        private Node(Node parent, boolean isGroup) {
            this.parent = parent;
            this.isGroup = isGroup;
        }

        Node alternative() {
            children++;
            return new Node(this, false);
        }

        Node group() {
            return new Node(this, true);
        }

        Node optional() {
            isOptional = true;
            return this;
        }

        void repeat(int min, int max) {
            isOptional |= min == 0;
            isRepeated |= max > 1;
        }

        /** Whether what contains this may match without it. */
        private boolean mayBeMissing() {
            return isGroup ? isOptional : parent.children > 1;
        }

        private boolean isAlternativeTo(Node other) {
            Node common = this;
            while (!common.contains(other)) {
                common = common.parent;
            }
            return common.isGroup && common != this && common != other;
        }

        private boolean contains(Node other) {
            return other != null && (other == this || contains(other.parent));
        }
    }

    private record Reference(int group, Node from) {}

    private final Node root = new Node(null, true);
    private final int number;
    private final Map<String, List<Integer>> byName = new HashMap<>();
    private final Set<Integer> referenced = new TreeSet<>();
    private final List<Node> opened = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final Map<Integer, Integer> inJava = new HashMap<>();
    private final Map<Integer, Integer> markers = new HashMap<>();
    private int javaGroups;

    EcmaGroups(String pattern) {
        this.number = scan(pattern);
    }

    /** Counts the groups, and finds their names and the groups that are referred to. */
    private int scan(String pattern) {
        int found = 0;
        boolean inClass = false;
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
                if (!inClass && pattern.startsWith("k<", i)) {
                    names.add(between(pattern, i + 2));
                } else if (!inClass && i < pattern.length() && pattern.charAt(i) >= '1' && pattern.charAt(i) <= '9') {
                    referenced.add(number(digits(pattern, i)));
                }
            } else if (inClass || c == '[') {
                inClass = c != ']';
            } else if (c == '(') {
                boolean isNamed = pattern.startsWith("?<", i + 1)
                        && !pattern.startsWith("?<=", i + 1)
                        && !pattern.startsWith("?<!", i + 1);
                if (isNamed) {
                    byName.computeIfAbsent(between(pattern, i + 3), name -> new ArrayList<>())
                            .add(found + 1);
                }
                found += isNamed || !pattern.startsWith("?", i + 1) ? 1 : 0;
            }
        }
        names.forEach(name -> referenced.addAll(byName.getOrDefault(name, List.of())));
        return found;
    }

    private static String between(String pattern, int from) {
        int end = pattern.indexOf('>', from);
        return end < 0 || end - from > MAX_NAME ? "" : pattern.substring(from, end);
    }

    private static String digits(String pattern, int from) {
        int end = from;
        while (end < pattern.length() && pattern.charAt(end) >= '0' && pattern.charAt(end) <= '9') {
            end++;
        }
        return pattern.substring(from, end);
    }

    private static int number(String digits) {
        return digits.length() > 6 ? 0 : Integer.parseInt(digits);
    }

    static boolean isName(String name) {
        return name.length() <= MAX_NAME && NAME.matcher(name).matches();
    }

    Node root() {
        return root;
    }

    /** The number of the group that opens here. Two groups may have the same name only if one of them takes part at most. */
    int opened(Node group, Optional<String> name) {
        for (int other : name.map(byName::get).orElse(List.of())) {
            if (other <= opened.size() && !opened.get(other - 1).isAlternativeTo(group)) {
                throw new IllegalArgumentException(
                        "not a regular expression of ECMA-262: two groups have the name '" + name.get() + "'");
            }
        }
        opened.add(group);
        return opened.size();
    }

    String opening(int group) {
        if (!referenced.contains(group)) {
            return "(?:";
        }
        inJava.put(group, ++javaGroups);
        return "(";
    }

    /** An empty group, which tells later whether the group around it has taken part. */
    String beforeClosing(int group) {
        if (!referenced.contains(group)) {
            return "";
        }
        markers.put(group, ++javaGroups);
        return "()";
    }

    /** The group of this number, or 0 if there is none. */
    int numbered(String digits) {
        int group = number(digits);
        return group <= number ? group : 0;
    }

    /** The group of this name, or 0 if there is none. */
    int named(String name) {
        List<Integer> found = byName.getOrDefault(name, List.of());
        if (found.size() > 1) {
            throw new EcmaRegex.Untranslatable("it refers to '" + name + "', and several groups have that name");
        }
        return found.isEmpty() ? 0 : found.get(0);
    }

    String reference(int group, Node from) {
        if (!markers.containsKey(group)) {
            return "(?:)";
        }
        if (references.size() == MAX_REFERENCES) {
            throw new EcmaRegex.Untranslatable("it has more than " + MAX_REFERENCES + " references to groups");
        }
        references.add(new Reference(group, from));
        return String.valueOf(MARK);
    }

    /** The pattern with its references, now that all of it is known. */
    String resolved(String pattern) {
        String[] parts = pattern.split(String.valueOf(MARK), -1);
        StringBuilder resolved = new StringBuilder(parts[0]);
        for (int i = 0; i < references.size(); i++) {
            resolved.append(inJava(references.get(i))).append(parts[i + 1]);
        }
        return resolved.toString();
    }

    private String inJava(Reference reference) {
        Node group = opened.get(reference.group - 1);
        boolean mayBeMissing = false;
        boolean mayBeRepeated = false;
        for (Node node = group; node != null; node = node.parent) {
            mayBeMissing |= node.mayBeMissing() && !node.contains(reference.from);
            mayBeRepeated |= node.isRepeated;
        }
        String same = "\\" + inJava.get(reference.group);
        if (!mayBeMissing) {
            return "(?:" + same + ")";
        } else if (mayBeRepeated) {
            throw new EcmaRegex.Untranslatable("it refers to a group that a repetition may leave out");
        }
        return "(?:" + same + "|(?!\\" + markers.get(reference.group) + "))";
    }
}
