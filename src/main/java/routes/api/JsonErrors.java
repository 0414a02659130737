package routes.api;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns exceptions of Jackson into messages for the sender of a request. Thread-safe. */
final class JsonErrors {

    private JsonErrors() {}

    static String of(JsonProcessingException e) {
        if (e.getCause() instanceof JsonProcessingException cause) {
            return of(cause);
        }
        if (e instanceof StreamConstraintsException) {
            return tooMuch(String.valueOf(e.getOriginalMessage())) + place(e);
        }
        if (e instanceof MismatchedInputException && e.getOriginalMessage().startsWith("Trailing token")) {
            return "the body has something after its JSON" + place(e);
        }
        if (e instanceof JsonParseException && e.getOriginalMessage().startsWith("Duplicate field")) {
            return "the body has a key twice" + place(e);
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "unknown key " + named(unknown) + "; expected one of "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        if (e instanceof ValueInstantiationException refused) {
            return String.valueOf(refused.getCause().getMessage());
        }
        if (e instanceof JsonMappingException wrong) {
            return named(wrong) + " is missing or has a value of the wrong type; see /q/openapi for the expected type";
        }
        return "the body is not valid JSON" + place(e);
    }

    private static String place(JsonProcessingException e) {
        return Optional.ofNullable(e.getLocation())
                .map(at -> " at line " + at.getLineNr() + ", column " + at.getColumnNr())
                .orElse("");
    }

    /** The limits are Jackson's own, for what a parser would need too much memory or time for. */
    private static String tooMuch(String message) {
        if (message.contains("nesting depth")) {
            return "the body is nested too deeply: at most " + StreamReadConstraints.DEFAULT_MAX_DEPTH
                    + " levels are allowed";
        }
        if (message.contains("Number")) {
            return "the body has a number with too many digits: at most " + StreamReadConstraints.DEFAULT_MAX_NUM_LEN
                    + " are allowed";
        }
        if (message.contains("scale")) {
            return "the body has a number with an exponent that is too large";
        }
        if (message.contains("Name")) {
            return "the body has a key that is too long: at most " + StreamReadConstraints.DEFAULT_MAX_NAME_LEN
                    + " characters are allowed";
        }
        return "the body has a text that is too long: at most " + StreamReadConstraints.DEFAULT_MAX_STRING_LEN
                + " characters are allowed";
    }

    private static String named(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "the body" : "'" + path + "'";
    }
}
