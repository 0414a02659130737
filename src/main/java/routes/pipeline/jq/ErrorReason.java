package routes.pipeline.jq;

import java.util.stream.Collectors;

/**
 * What an author writes in {@code error(…)}, as far as it is written there: a value of the event would be told to whoever reads
 * the dead letter's reason or the log.
 */
final class ErrorReason {

    private static final String LEFT_OUT = "…";

    private ErrorReason() {}

    static String unknown() {
        return "the expression raised an error";
    }

    /** The text of a literal, with an ellipsis in place of each part that is computed. */
    static String of(Expression error) {
        String written = written(error.original());
        return written.equals(LEFT_OUT) ? unknown() : written;
    }

    private static String written(Expression part) {
        if (part instanceof ControlExpressions.Literal) {
            var value = ((ControlExpressions.Literal) part).value();
            return value.isTextual() ? value.textValue() : value.toString();
        }
        if (part instanceof ConstructionExpressions.Text) {
            return ((ConstructionExpressions.Text) part)
                    .parts().stream().map(ErrorReason::written).collect(Collectors.joining());
        }
        if (part instanceof ConstructionExpressions.Fields) {
            return ((ConstructionExpressions.Fields) part)
                    .fields().stream()
                            .map(field -> quoted(field.key()) + ":" + quoted(field.value()))
                            .collect(Collectors.joining(",", "{", "}"));
        }
        return LEFT_OUT;
    }

    private static String quoted(Expression part) {
        return part instanceof ControlExpressions.Literal
                ? ((ControlExpressions.Literal) part).value().toString()
                : written(part);
    }
}
