package routes.connector.kafka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.common.config.ConfigException;

/**
 * Finds out whether a port uses TLS before a Kafka client without TLS connects to it. Such a client would take the first
 * bytes of a TLS alert for the length of a response and allocate 336 MiB at once, which can crash the hub. Thread-safe.
 */
enum TlsProbe {
    /** No broker listens on the port. */
    NOBODY,
    /** Somebody listens, and has answered nothing in time. */
    SILENT,
    /** The port answers a question without TLS. */
    PLAIN,
    /** The port uses TLS. */
    ENCRYPTED;

    private static final int MILLIS = 500;
    private static final int MOST_BROKERS = 3;

    /** An ApiVersions request, version 0, without a client id. Every broker answers it before authentication. */
    private static final byte[] QUESTION = ByteBuffer.allocate(14)
            .putInt(10)
            .putShort((short) 18)
            .putShort((short) 0)
            .putInt(1)
            .putShort((short) -1)
            .array();

    /** The first two bytes of a TLS record that contains an alert. */
    private static final int ALERT = 0x1503;

    /** Probes the first of these brokers that listens. */
    static TlsProbe at(String brokers) {
        try {
            List<InetSocketAddress> addresses = ClientUtils.parseAndValidateAddresses(
                    List.of(brokers.trim().split("\\s*,\\s*")), "use_all_dns_ips");
            return addresses.stream()
                    .limit(MOST_BROKERS)
                    .map(TlsProbe::at)
                    .filter(found -> found != NOBODY)
                    .findFirst()
                    .orElse(NOBODY);
        } catch (ConfigException e) {
            return NOBODY;
        }
    }

    private static TlsProbe at(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, MILLIS);
            return answer(socket);
        } catch (IOException e) {
            return NOBODY;
        }
    }

    private static TlsProbe answer(Socket socket) {
        try {
            socket.setSoTimeout(MILLIS);
            new DataOutputStream(socket.getOutputStream()).write(QUESTION);
            return new DataInputStream(socket.getInputStream()).readUnsignedShort() == ALERT ? ENCRYPTED : PLAIN;
        } catch (IOException e) {
            return SILENT;
        }
    }
}
