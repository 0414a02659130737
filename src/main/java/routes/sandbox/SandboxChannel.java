package routes.sandbox;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Sends and receives what the hub and its sandbox say to each other: JSON, after its length in bytes. Not thread-safe: each
 * direction is used by one thread at a time.
 */
final class SandboxChannel {

    /** The longest answer. The longest request is that of the API. */
    static final int MAX_REPLY = 4 << 20;

    private static final int MAX_REQUEST = 64 << 20;

    /** Escapes what is not ASCII: a text may hold half a character, which UTF-8 cannot carry. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final DataInputStream in;
    private final DataOutputStream out;

    /**
     * A call with what the sandbox cannot know.
     *
     * @param placeholders the values of the placeholders in the defaults of hub.yaml, by their text
     */
    record Request(Map<String, String> placeholders, SandboxCall call) {}

    SandboxChannel(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(new BufferedOutputStream(out));
    }

    void send(Request request) throws IOException {
        send(JSON.writeValueAsBytes(request));
    }

    Optional<Request> request() throws IOException {
        int length = in.read();
        if (length < 0) {
            return Optional.empty();
        }
        return Optional.of(JSON.readValue(received(length, MAX_REQUEST), Request.class));
    }

    /** Returns false, and sends nothing, if the reply is too long. */
    boolean send(SandboxReply reply) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(reply);
        if (bytes.length > MAX_REPLY) {
            return false;
        }
        send(bytes);
        return true;
    }

    SandboxReply reply() throws IOException {
        return JSON.readValue(received(in.readUnsignedByte(), MAX_REPLY), SandboxReply.class);
    }

    private void send(byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    private byte[] received(int first, int most) throws IOException {
        int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        if (length < 0 || length > most) {
            throw new IOException("a message of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
