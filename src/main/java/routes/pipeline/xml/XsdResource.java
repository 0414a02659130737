package routes.pipeline.xml;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.net.URI;
import java.util.Optional;
import org.w3c.dom.ls.LSInput;
import routes.pipeline.body.ResourceFiles;

/**
 * A file that an XML Schema includes or imports, in the form that the JDK requires. It has only bytes and a name. Not
 * thread-safe: used for one schema.
 */
final class XsdResource implements LSInput {

    private final String uri;
    private final byte[] bytes;

    private XsdResource(String uri, byte[] bytes) {
        this.uri = uri;
        this.bytes = bytes;
    }

    /**
     * The file; if it is not in HUB_HOME, an empty one, which is not a valid schema. Without it the JDK would look elsewhere.
     */
    static LSInput find(ResourceFiles files, String systemId, String base) {
        return path(files, systemId == null ? "" : systemId, base == null ? ResourceFiles.uri("") : base)
                .flatMap(path -> files.bytes(path).map(found -> new XsdResource(ResourceFiles.uri(path), found)))
                .orElseGet(XsdResource::missing);
    }

    /** The path of the file in HUB_HOME to which a location refers, relative to a base URI. */
    static Optional<String> path(ResourceFiles files, String location, String base) {
        try {
            return files.path(URI.create(base).resolve(location).toString());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static XsdResource missing() {
        return new XsdResource(ResourceFiles.uri("missing"), new byte[0]);
    }

    @Override
    public InputStream getByteStream() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public String getSystemId() {
        return uri;
    }

    @Override
    public String getBaseURI() {
        return uri;
    }

    @Override
    public Reader getCharacterStream() {
        return null;
    }

    @Override
    public String getStringData() {
        return null;
    }

    @Override
    public String getPublicId() {
        return null;
    }

    @Override
    public String getEncoding() {
        return null;
    }

    @Override
    public boolean getCertifiedText() {
        return false;
    }

    @Override
    public void setCharacterStream(Reader ignored) {}

    @Override
    public void setByteStream(InputStream ignored) {}

    @Override
    public void setStringData(String ignored) {}

    @Override
    public void setSystemId(String ignored) {}

    @Override
    public void setPublicId(String ignored) {}

    @Override
    public void setBaseURI(String ignored) {}

    @Override
    public void setEncoding(String ignored) {}

    @Override
    public void setCertifiedText(boolean ignored) {}
}
