package routes.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.support.DefaultComponent;

/** The places of one kind at the brokers. What stands in their addresses comes out letter by letter as it went in. */
public abstract class HubComponent extends DefaultComponent {

    /** Decoded by us: Camel would decode twice, and cut a name at a character that means something in an address. */
    @Override
    public final boolean useRawUri() {
        return true;
    }

    /** As it can stand in an address, with ! for %: by the rules of % Camel takes {@code a+b} and {@code a b} for one place. */
    protected static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8).replace("+", "%20").replace('%', '!');
    }

    protected static String decoded(String value) {
        return URLDecoder.decode(value.replace('!', '%'), UTF_8);
    }

    /** Removed by hand: Camel's own way would look a value that begins with # up as the name of a bean. */
    protected static Optional<String> taken(Map<String, Object> parameters, String name) {
        return Optional.ofNullable(parameters.remove(name)).map(value -> decoded(value.toString()));
    }

    /** A parameter without which there is no endpoint. */
    protected static String needed(Map<String, Object> parameters, String name) {
        return taken(parameters, name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }
}
