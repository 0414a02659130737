package routes.step;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/** The files that schemas and stylesheets may refer to, under addresses of their own that lead nowhere else. */
record Files(Map<String, byte[]> byPath) {

    static final String SCHEME = "hub";

    Optional<byte[]> bytes(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    static String uri(String path) {
        try {
            return new URI(SCHEME, null, "/" + path, null).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + path + "' cannot be the path of a file", e);
        }
    }

    /** The path of the file that an address means, if it means one. */
    Optional<String> path(String uri) {
        try {
            URI address = new URI(uri).normalize();
            boolean ours = SCHEME.equals(address.getScheme()) && address.getPath() != null;
            return ours ? Optional.of(address.getPath().substring(1)).filter(byPath::containsKey) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
