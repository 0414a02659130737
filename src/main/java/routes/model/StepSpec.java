package routes.model;

import static routes.model.InvalidValueException.require;
import static routes.support.DisplayText.quoted;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Inline;
import routes.model.format.Kind;
import routes.model.format.Rule;

/** A step that each event of a route passes. */
@Doc("A step that each event of the route passes.")
public sealed interface StepSpec
        permits StepSpec.Validate, StepSpec.Filter, StepSpec.Transform, StepSpec.Headers, StepSpec.Convert {

    /** An event that violates the schema becomes a dead letter with the reason {@code schema}. */
    @Kind("validate")
    @Doc("Checks the body against a schema. Events that violate it become dead letters.")
    @Rule.OneOf({"jsonSchema", "xsd"})
    record Validate(
            @Doc(value = "A JSON Schema, of draft 2020-12 unless it names another one.", example = "schemas/order.json")
            Optional<ConfigFile> jsonSchema,

            @Doc(value = "An XML Schema 1.0.", example = "schemas/order.xsd")
            Optional<ConfigFile> xsd,

            @Doc(
                    "Whether a JSON body may have the same key twice in one object. If refused, such an event becomes a dead"
                            + " letter with the reason parse. If accepted, the last value is checked, and the body goes on with both.")
            @Default("refuse")
            DuplicateKeys duplicateKeys)
            implements StepSpec {

        public Validate {
            require(jsonSchema.isPresent() != xsd.isPresent(), "", "give exactly one of 'jsonSchema' and 'xsd'");
            require(
                    jsonSchema.isPresent() || duplicateKeys == DuplicateKeys.REFUSE,
                    "duplicateKeys",
                    "'duplicateKeys' is used only with 'jsonSchema'");
        }

        /** The file that contains the schema. */
        public ConfigFile schema() {
            return jsonSchema.or(() -> xsd).orElseThrow();
        }
    }

    /** What becomes of a JSON body that has the same key twice in one object. */
    enum DuplicateKeys {
        REFUSE,
        ACCEPT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An event for which the predicate is false ends with the outcome {@code filtered}. */
    @Kind("filter")
    @Inline
    @Doc(value = "Keeps only events for which this is true.", example = ".status != \"test\"")
    record Filter(PredicateSpec keep) implements StepSpec {}

    /** Replaces the body by the result of an expression or stylesheet. */
    @Kind("transform")
    @Inline
    @Doc("Replaces the body by the result of an expression or stylesheet.")
    record Transform(TransformSpec mapping) implements StepSpec {}

    /** Removes headers, then sets others. */
    @Kind("headers")
    @Doc("Removes headers, then sets others.")
    @Rule.SomeOf({"set", "remove"})
    record Headers(
            @Doc(value = "Headers to set, by name.", example = "{ tier: '${.customer.tier}' }")
            @Rule.Keys(Headers.SETTABLE)
            Map<String, TextTemplate> set,

            @Doc(value = "Headers to remove.", example = "[trace]")
            List<String> remove)
            implements StepSpec {

        /** Names that may be set. The constructor ignores case, which JSON Schema cannot express. */
        static final String SETTABLE = "^(?!hub-(?:key|body|headers|dead-letter-[\\s\\S]*)$)";

        private static final Pattern SETTABLE_PATTERN = Pattern.compile(SETTABLE, Pattern.CASE_INSENSITIVE);

        public Headers {
            for (String name : set.keySet()) {
                require(
                        SETTABLE_PATTERN.matcher(name).find(),
                        "set",
                        "the header " + quoted(name) + " is reserved by the hub and cannot be set");
                require(
                        !name.isBlank() && BrokerNames.isPlain(name),
                        "set",
                        "the name of a header must not be blank or contain control characters");
            }
            require(!set.isEmpty() || !remove.isEmpty(), "", "give at least one header to set or to remove");
        }
    }

    /** Converts the body to another format. */
    @Kind("convert")
    @Doc("Converts the body to another format.")
    record Convert(
            @Doc("The format of the body.") Format from,
            @Doc("The format to convert to.") Format to,

            @Doc(
                    value =
                            "What separates the cells of CSV: one character, or tab. With auto it is the one of comma, semicolon,"
                                    + " tab and vertical bar that the first line contains, or what a first line such as sep=; says.",
                    example = "\";\"")
            @Default(Convert.AUTO)
            @Rule.Form(Convert.SEPARATOR)
            String separator,

            @Doc(
                    value =
                            "The character around a cell of CSV that contains a separator or a line end; doubled, it stands for"
                                    + " itself. With none, no character has this meaning.",
                    example = "\"'\"")
            @Default("'\"'")
            @Rule.Form(Convert.QUOTE)
            String quote,

            @Doc(
                    value = "Whether the first line of CSV names the columns, or the names of the columns.",
                    example = "[sku, price]")
            @Default("true")
            CsvHeader header)
            implements StepSpec {

        public static final String AUTO = "auto";
        public static final String NO_QUOTE = "none";
        static final String SEPARATOR = "^(?:auto|tab|[^A-Za-z0-9\r\n])$";
        static final String QUOTE = "^(?:none|[^A-Za-z0-9\r\n])$";
        private static final String TAB = "tab";

        public Convert {
            require(
                    to == Format.JSON && from != Format.JSON || from == Format.JSON && to == Format.XML,
                    "",
                    "cannot convert " + from + " to " + to + "; possible are xml to json, json to xml and csv to json");
            require(
                    isWordOrCharacter(separator, SEPARATOR),
                    "separator",
                    "must be auto, tab, or one character that is no letter, digit or line end");
            require(
                    isWordOrCharacter(quote, QUOTE),
                    "quote",
                    "must be none, or one character that is no letter, digit or line end");
            require(!separator.equals(quote), "quote", "the same character cannot be separator and quote");
            separator = separator.equals(TAB) ? "\t" : separator;
            boolean plain = separator.equals(AUTO) && quote.equals("\"") && header.isFirstLine();
            require(
                    from == Format.CSV || plain,
                    "",
                    "'separator', 'quote' and 'header' are used only with 'from: csv'");
        }

        private static boolean isWordOrCharacter(String text, String pattern) {
            return text.matches(pattern) && (text.length() == 1 || !Character.isSurrogate(text.charAt(0)));
        }

        /** A conversion without options of its own. */
        public static Convert of(Format from, Format to) {
            return new Convert(from, to, AUTO, "\"", new CsvHeader.FirstLine());
        }
    }

    /** The format of a body. */
    enum Format {
        JSON,
        XML,
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
