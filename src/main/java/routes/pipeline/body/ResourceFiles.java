package routes.pipeline.body;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files to which the schemas and stylesheets of one route may refer. Their URIs have a scheme of the hub's own, so that
 * they cannot refer to anything else. Remembers which files were used. Thread-safe.
 */
public final class ResourceFiles {

    public static final String SCHEME = "hub";

    private final Map<String, byte[]> byPath;
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    public ResourceFiles(Map<String, byte[]> byPath) {
        this.byPath = Map.copyOf(byPath);
    }

    public Optional<byte[]> bytes(String path) {
        used.add(path);
        return Optional.ofNullable(byPath.get(path));
    }

    /** The bytes of an existing file for a search: this alone does not make the route depend on the file. */
    public byte[] peek(String path) {
        return byPath.get(path);
    }

    /** The paths of all requested files, including missing ones. */
    public Set<String> used() {
        return Set.copyOf(used);
    }

    public Set<String> all() {
        return byPath.keySet();
    }

    public static String uri(String path) {
        try {
            return new URI(SCHEME, null, "/" + path, null).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + path + "' cannot be the path of a file", e);
        }
    }

    /** The path of the file to which a URI refers, if it refers to one. */
    public Optional<String> path(String uri) {
        try {
            URI address = new URI(uri).normalize();
            boolean ours = SCHEME.equals(address.getScheme())
                    && address.getRawAuthority() == null
                    && address.getPath() != null;
            return ours ? Optional.of(address.getPath().substring(1)).filter(byPath::containsKey) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
