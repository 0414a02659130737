package routes.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.stream.Collectors;

/** Turns exceptions of Jackson into messages for the sender of a request. Thread-safe. */
final class JsonErrors {

    private JsonErrors() {}

    static String of(JsonProcessingException e) {
        if (e.getCause() instanceof JsonProcessingException cause) {
            return of(cause);
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
        return "the body is not valid JSON at line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr();
    }

    private static String named(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "the body" : "'" + path + "'";
    }
}
