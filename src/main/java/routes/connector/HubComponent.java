package routes.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.support.DefaultComponent;

/** The base class of the Camel components. Values in endpoint URIs are decoded to exactly the text that was encoded. */
public abstract class HubComponent extends DefaultComponent {

    /** Decodes values itself: Camel would decode twice and cut a name at characters with a meaning in URIs. */
    @Override
    public final boolean useRawUri() {
        return true;
    }

    /**
     * Encodes a value for a URI, with ! in place of %: with % Camel would treat {@code a+b} and {@code a b} as the same
     * endpoint.
     */
    protected static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8).replace("+", "%20").replace('%', '!');
    }

    protected static String decoded(String value) {
        return URLDecoder.decode(value.replace('!', '%'), UTF_8);
    }

    /** Takes a parameter out of the map. Camel's own method would look up a value that begins with # as the name of a bean. */
    protected static Optional<String> taken(Map<String, Object> parameters, String name) {
        return Optional.ofNullable(parameters.remove(name)).map(value -> decoded(value.toString()));
    }

    /** Takes a required parameter. */
    protected static String needed(Map<String, Object> parameters, String name) {
        return taken(parameters, name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }
}
