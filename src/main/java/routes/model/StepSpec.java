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

/** What happens to an event on its way. */
@Doc("What happens to an event on its way.")
public sealed interface StepSpec
        permits StepSpec.Validate, StepSpec.Filter, StepSpec.Transform, StepSpec.Headers, StepSpec.Convert {

    /** An event that does not fit is a dead letter, reason {@code schema}. */
    @Kind("validate")
    @Inline
    @Doc("Events that do not fit the schema become dead letters.")
    record Validate(SchemaSpec schema) implements StepSpec {}

    /** An event that does not pass is done with, outcome {@code filtered}. */
    @Kind("filter")
    @Inline
    @Doc(value = "Only events for which this is true go on.", example = ".status != \"test\"")
    record Filter(PredicateSpec keep) implements StepSpec {}

    /** The body becomes another one. */
    @Kind("transform")
    @Inline
    @Doc("The body becomes another one.")
    record Transform(TransformSpec mapping) implements StepSpec {}

    /** Headers are removed, then set. */
    @Kind("headers")
    @Doc("Headers are removed, then set.")
    @Rule.SomeOf({"set", "remove"})
    record Headers(
            @Doc(value = "Headers to set, by name.", example = "{ tier: '${.customer.tier}' }")
            @Rule.Keys(Headers.SETTABLE)
            Map<String, TextTemplate> set,

            @Doc(value = "Headers to remove.", example = "[trace]")
            List<String> remove)
            implements StepSpec {

        /** To be read with upper and lower case as the same, which JSON Schema cannot. */
        static final String SETTABLE = "^(?!hub-(?:key|body|headers|dead-letter-[\\s\\S]*)$)";

        private static final Pattern OTHERS = Pattern.compile(SETTABLE, Pattern.CASE_INSENSITIVE);

        public Headers {
            for (String name : set.keySet()) {
                require(
                        OTHERS.matcher(name).find(),
                        "set",
                        "the header " + quoted(name) + " is the hub's own and cannot be set");
                require(
                        !name.isBlank() && BrokerNames.isPlain(name),
                        "set",
                        "a header needs a name, and one without control characters");
            }
            require(!set.isEmpty() || !remove.isEmpty(), "", "give at least one header to set or to remove");
        }
    }

    /** The body is rewritten in another format. */
    @Kind("convert")
    @Doc("The body is rewritten in another format.")
    record Convert(
            @Doc("What the body is.") Format from,
            @Doc("What it becomes.") Format to) implements StepSpec {

        public Convert {
            require(
                    to == Format.JSON && from != Format.JSON || from == Format.JSON && to == Format.XML,
                    "",
                    "cannot convert " + from + " to " + to + "; xml to json, json to xml and csv to json can be");
        }
    }

    /** A format of bodies. */
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
