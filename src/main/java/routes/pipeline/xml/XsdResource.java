package routes.pipeline.xml;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.net.URI;
import java.util.Optional;
import org.w3c.dom.ls.LSInput;
import routes.pipeline.body.ResourceFiles;

/** A file that an XML Schema includes or imports, as the JDK wants it handed in. Only the bytes and the name are there. */
final class XsdResource implements LSInput {

    private final String uri;
    private final byte[] bytes;

    private XsdResource(String uri, byte[] bytes) {
        this.uri = uri;
        this.bytes = bytes;
    }

    /** What is not a file of HUB_HOME is empty, hence no schema: the JDK would look elsewhere for what it is not given. */
    static LSInput find(ResourceFiles files, String systemId, String base) {
        return path(files, systemId == null ? "" : systemId, base == null ? ResourceFiles.uri("") : base)
                .flatMap(path -> files.bytes(path).map(found -> new XsdResource(ResourceFiles.uri(path), found)))
                .orElseGet(XsdResource::missing);
    }

    /** The file of HUB_HOME that is meant by a location, as it is written at this address. */
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
