package routes.camel;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.RuntimeCamelException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import routes.model.Problem;
import routes.model.SourceLocation;

/** Turns exceptions of Camel into messages for operators. Thread-safe. */
final class CamelErrors {

    /** Camel masks passwords, but not if the name of the option is misspelt: in this message, and in URIs that it quotes. */
    private static final Pattern UNKNOWN = Pattern.compile("Unknown parameters=\\[\\{([\\w.-]*).*");

    private static final Pattern OPTIONS = Pattern.compile("(?<=[\\w/])\\?\\S*");

    private CamelErrors() {}

    /** The problem, with its location in the file if Camel knows it. */
    static Problem problem(IsolatedCamelContext context, Throwable thrown) {
        return first(thrown, MarkedYamlEngineException.class)
                .map(yaml -> new Problem(location(context.file(), yaml.getProblemMark()), problemOf(yaml)))
                .orElseGet(() -> new Problem(
                        first(thrown, FailedToCreateRouteException.class)
                                .map(FailedToCreateRouteException::getRouteId)
                                .map(route -> location(context, route))
                                .orElse(new SourceLocation(context.file(), 0, 0, "")),
                        message(thrown)));
    }

    /** The location at which a route begins. */
    static SourceLocation location(IsolatedCamelContext context, String route) {
        int line = context.line(route);
        return new SourceLocation(context.file(), line, line == 0 ? 0 : 1, "");
    }

    private static SourceLocation location(String file, Optional<Mark> mark) {
        return mark.map(at -> new SourceLocation(file, at.getLine() + 1, at.getColumn() + 1, ""))
                .orElse(new SourceLocation(file, 0, 0, ""));
    }

    /**
     * Uses only the problem and no names in it: the message of the exception quotes the line, and both may contain a secret.
     */
    private static String problemOf(MarkedYamlEngineException yaml) {
        String problem = oneLine(yaml.getProblem()).orElse("this is not YAML");
        return Stream.of("tag", "alias")
                .filter(problem::contains)
                .findFirst()
                .map(kind ->
                        "found a word that YAML parses as a " + kind + " but that is not a valid one; put it in quotes")
                .orElse(problem);
    }

    /** The message of the first cause that is not just a wrapper of Camel's. */
    static String message(Throwable thrown) {
        Optional<PropertyBindingException> property = first(thrown, PropertyBindingException.class);
        if (property.isPresent()) {
            return "the property '" + property.get().getPropertyName() + "' has a value of the wrong type";
        }
        Throwable meaningful = causes(thrown)
                .filter(cause -> !isWrapping(cause) || cause.getCause() == null)
                .findFirst()
                .orElse(thrown);
        return oneLine(meaningful.getMessage())
                .map(message -> UNKNOWN.matcher(message).replaceAll("Unknown parameters: $1"))
                .map(message -> OPTIONS.matcher(message).replaceAll("?…"))
                .orElse(meaningful.getClass().getSimpleName());
    }

    private static boolean isWrapping(Throwable thrown) {
        return thrown.getClass() == RuntimeCamelException.class
                || thrown instanceof FailedToCreateRouteException
                || thrown instanceof FailedToStartRouteException;
    }

    private static <T extends Throwable> Optional<T> first(Throwable thrown, Class<T> kind) {
        return causes(thrown).filter(kind::isInstance).map(kind::cast).findFirst();
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(50);
    }

    private static Optional<String> oneLine(String text) {
        return Optional.ofNullable(text)
                .map(message -> message.replaceAll("\\s+", " ").strip())
                .filter(message -> !message.isEmpty());
    }
}
