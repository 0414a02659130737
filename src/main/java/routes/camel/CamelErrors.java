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

/** What Camel throws, in words for an operator. */
final class CamelErrors {

    /** Camel hides the password that it knows, and shows one whose name has a slip: here, and in what it repeats of a URI. */
    private static final Pattern UNKNOWN = Pattern.compile("Unknown parameters=\\[\\{([\\w.-]*).*");

    private static final Pattern OPTIONS = Pattern.compile("(?<=[\\w/])\\?\\S*");

    private CamelErrors() {}

    /** With the place in the file, where Camel knows it. */
    static Problem problem(IsolatedCamelContext quarters, Throwable thrown) {
        return first(thrown, MarkedYamlEngineException.class)
                .map(yaml -> new Problem(place(quarters.file(), yaml.getProblemMark()), complaint(yaml)))
                .orElseGet(() -> new Problem(
                        first(thrown, FailedToCreateRouteException.class)
                                .map(FailedToCreateRouteException::getRouteId)
                                .map(route -> place(quarters, route))
                                .orElse(new SourceLocation(quarters.file(), 0, 0, "")),
                        told(thrown)));
    }

    /** Where a route begins. */
    static SourceLocation place(IsolatedCamelContext quarters, String route) {
        int line = quarters.line(route);
        return new SourceLocation(quarters.file(), line, line == 0 ? 0 : 1, "");
    }

    private static SourceLocation place(String file, Optional<Mark> mark) {
        return mark.map(at -> new SourceLocation(file, at.getLine() + 1, at.getColumn() + 1, ""))
                .orElse(new SourceLocation(file, 0, 0, ""));
    }

    /** Only the problem: the exception's own message quotes the line, which may hold a secret, as a name of these kinds may. */
    private static String complaint(MarkedYamlEngineException yaml) {
        String problem = oneLine(yaml.getProblem()).orElse("this is not YAML");
        return Stream.of("tag", "alias")
                .filter(problem::contains)
                .findFirst()
                .map(kind -> "found a word that YAML takes for a " + kind + ", and that is none")
                .orElse(problem);
    }

    /** What the first of the causes says that Camel has not wrapped around another. */
    static String told(Throwable thrown) {
        Optional<PropertyBindingException> property = first(thrown, PropertyBindingException.class);
        if (property.isPresent()) {
            return "the property '" + property.get().getPropertyName() + "' cannot be what is given";
        }
        Throwable said = causes(thrown)
                .filter(cause -> !isWrapping(cause) || cause.getCause() == null)
                .findFirst()
                .orElse(thrown);
        return oneLine(said.getMessage())
                .map(message -> UNKNOWN.matcher(message).replaceAll("Unknown parameters: $1"))
                .map(message -> OPTIONS.matcher(message).replaceAll("?…"))
                .orElse(said.getClass().getSimpleName());
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
