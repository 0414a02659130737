package routes.pipeline.xml;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import routes.support.DisplayText;

/**
 * Says in plain words which rule of an XML Schema a body breaks. The messages of the parser quote the body; only what the schema
 * says is taken from them, and the names of attributes. In those messages the schema's part comes last, so the expressions
 * match as late as possible: a value of the body cannot pass for it.
 */
final class XsdRuleMessage {

    private static final int MAX_SHOWN = 200;

    /** For each rule the form of its message and the words for it: {@code %1} is its first group, {@code %e} the element. */
    private static final Map<String, Words> RULES = rules();

    private XsdRuleMessage() {}

    private record Words(Pattern message, String words) {}

    /**
     * The words for a rule, without the element, and the rule itself in brackets.
     *
     * @param rule such as {@code cvc-complex-type.4}
     * @param message of the parser
     * @param element the element at which the rule is broken
     */
    static String of(String rule, String message, String element) {
        for (Map.Entry<String, Words> entry : RULES.entrySet()) {
            Matcher matcher = entry.getValue().message().matcher(message);
            if (rule.startsWith(entry.getKey()) && matcher.matches()) {
                return filled(entry.getValue().words(), matcher.toMatchResult(), element) + " (" + rule + ")";
            }
        }
        return "violates " + rule;
    }

    /** The attribute whose value an {@code cvc-attribute} rule is about. */
    static Optional<String> attribute(String message) {
        Matcher matcher = Pattern.compile("(?s).*' of attribute '([^']*)' on element '[^']*'.*")
                .matcher(message);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String filled(String words, MatchResult found, String element) {
        String text = words.replace("%e", element);
        for (int group = 1; group <= found.groupCount(); group++) {
            text = text.replace("%n" + group, names(found.group(group)))
                    .replace("%" + group, shown(found.group(group)));
        }
        return text;
    }

    /** The names of elements, without their namespaces: {@code {"urn:orders":item, "urn:orders":total}}. */
    private static String names(String list) {
        return shown(Arrays.stream(list.replaceAll("\"[^\"]*\":", "").split(", "))
                .map(name -> name.startsWith("WC[") ? "any element" : "'" + name + "'")
                .distinct()
                .collect(Collectors.joining(" or ")));
    }

    private static String shown(String text) {
        return DisplayText.line(text, MAX_SHOWN);
    }

    private static Map<String, Words> rules() {
        Map<String, Words> rules = new LinkedHashMap<>();
        String expected = ".*One of '\\{(.*?)\\}' is expected\\.";
        add(rules, "cvc-complex-type.2.4.a", expected, "'%e' is not expected here; expected is %n1");
        add(rules, "cvc-complex-type.2.4.b", expected, "is not complete; missing is %n1");
        add(rules, "cvc-complex-type.2.4.c", ".*", "the schema declares no element '%e'");
        add(rules, "cvc-complex-type.2.4.d", ".*", "'%e' is not expected here; nothing more is");
        add(rules, "cvc-complex-type.2.4.e", ".*can occur a maximum of '(\\d+)' times.*", "occurs more than %1 times");
        add(rules, "cvc-complex-type.2.4.f", ".*can occur a maximum of '(\\d+)' times.*", "occurs more than %1 times");
        add(
                rules,
                "cvc-complex-type.2.4.",
                ".*occur a minimum of '(\\d+)' times.*",
                "something that has to occur at least %1 times is missing");
        add(rules, "cvc-complex-type.2.1", ".*", "must be empty");
        add(rules, "cvc-complex-type.2.2", ".*", "must have text only, and no elements in it");
        add(rules, "cvc-complex-type.2.3", ".*", "must have elements only, and no text beside them");
        add(
                rules,
                "cvc-complex-type.3.1",
                ".* Attribute '([^']*)' has a fixed value of '(.*?)'\\.",
                "the attribute '%1' must have its fixed value '%2'");
        add(
                rules,
                "cvc-complex-type.3.2",
                "Attribute '([^']*)' is not allowed to appear in element .*",
                "the attribute '%1' is not allowed");
        add(
                rules,
                "cvc-complex-type.4",
                "Attribute '([^']*)' must appear on element .*",
                "the attribute '%1' is missing");
        add(rules, "cvc-elt.1", ".*", "the schema declares no element '%e', or not in this namespace");
        add(rules, "cvc-elt.2", ".*", "is abstract and cannot be used itself");
        add(rules, "cvc-elt.3.1", ".*", "is not nillable: the attribute xsi:nil is not allowed");
        add(rules, "cvc-elt.3.2", ".*", "must be empty, because of xsi:nil");
        add(rules, "cvc-elt.4", ".*", "has an xsi:type that the schema does not have, or not for this element");
        add(
                rules,
                "cvc-elt.5.2.2.2",
                ".*' does not match the \\{value constraint\\} value '(.*?)'\\.",
                "must have its fixed value '%1'");
        add(
                rules,
                "cvc-type.3.1.1",
                ".*However, the attribute, '([^']*)',? was found\\.",
                "has text only: the attribute '%1' is not allowed");
        add(rules, "cvc-type.3.1.2", ".*", "must have text only, and no elements in it");
        add(rules, "cvc-type.3.1.3", ".*", "has a value that is not allowed");
        add(rules, "cvc-type.2", ".*", "has an abstract type: an xsi:type is missing");
        add(rules, "cvc-attribute.4", ".*", "must have its fixed value");
        add(rules, "cvc-id.1", ".*", "an IDREF refers to an ID that is not there");
        add(rules, "cvc-id.2", ".*", "an ID occurs more than once");
        String constraint = ".*identity constraint \"([^\"]*)\".*";
        add(rules, "cvc-identity-constraint.4.1", constraint, "a value occurs twice that must be unique by '%1'");
        add(rules, "cvc-identity-constraint.4.2.1", ".*", "a key field is missing");
        add(rules, "cvc-identity-constraint.4.2.2", constraint, "a key of '%1' occurs twice");
        add(rules, "cvc-identity-constraint.4.3", ".*", "refers to a key that is not there");
        values(rules);
        return rules;
    }

    /** Rules about values. The attribute that they concern, if it is one, is named by a later message. */
    private static void values(Map<String, Words> rules) {
        String facet = ".*' is not facet-valid with respect to ";
        add(rules, "cvc-datatype-valid.1.2.1", ".*' is not a valid value for '([^']*)'\\.", "must be of the type %1");
        add(
                rules,
                "cvc-datatype-valid.1.2.2",
                ".*' is not a valid value of list type '([^']*)'\\.",
                "must be a list of the type %1");
        add(
                rules,
                "cvc-datatype-valid.1.2.3",
                ".*' is not a valid value of union type '([^']*)'\\.",
                "must be of the union type %1");
        add(rules, "cvc-datatype-valid", ".*", "must be of another type");
        add(
                rules,
                "cvc-enumeration-valid",
                facet + "enumeration '\\[(.*?)\\]'\\. It must be a value from the enumeration\\.",
                "must be one of: %1");
        add(rules, "cvc-pattern-valid", facet + "pattern '(.*?)' for type '[^']*'\\.", "must match the pattern %1");
        add(rules, "cvc-minInclusive-valid", facet + "minInclusive '(.*?)' for type .*", "must be at least %1");
        add(rules, "cvc-maxInclusive-valid", facet + "maxInclusive '(.*?)' for type .*", "must be at most %1");
        add(rules, "cvc-minExclusive-valid", facet + "minExclusive '(.*?)' for type .*", "must be more than %1");
        add(rules, "cvc-maxExclusive-valid", facet + "maxExclusive '(.*?)' for type .*", "must be less than %1");
        add(rules, "cvc-length-valid", facet + "length '(\\d+)' for type .*", "must have the length %1");
        add(
                rules,
                "cvc-minLength-valid",
                facet + "minLength '(\\d+)' for type .*",
                "must have a length of at least %1");
        add(rules, "cvc-maxLength-valid", facet + "maxLength '(\\d+)' for type .*", "must have a length of at most %1");
        add(
                rules,
                "cvc-totalDigits-valid",
                ".*number of total digits has been limited to (\\d+)\\.",
                "must have at most %1 digits");
        add(
                rules,
                "cvc-fractionDigits-valid",
                ".*number of fraction digits has been limited to (\\d+)\\.",
                "must have at most %1 fraction digits");
    }

    private static void add(Map<String, Words> rules, String rule, String message, String words) {
        rules.put(rule, new Words(Pattern.compile("(?s)" + message), words));
    }
}
