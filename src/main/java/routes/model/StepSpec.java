package routes.model;

import static routes.model.InvalidValueException.require;
import static routes.support.DisplayText.quoted;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
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
    @Inline
    @Doc("Checks the body against a schema. Events that violate it become dead letters.")
    record Validate(SchemaSpec schema) implements StepSpec {}

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
            @Doc("The format to convert to.") Format to) implements StepSpec {

        public Convert {
            require(
                    to == Format.JSON && from != Format.JSON || from == Format.JSON && to == Format.XML,
                    "",
                    "cannot convert " + from + " to " + to + "; possible are xml to json, json to xml and csv to json");
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
