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
 * One question at a port before a client of Kafka goes there. A client that does not encrypt takes the first bytes of a TLS
 * alert for the length of an answer and asks for 336 MiB at once, which ends a hub that has less than that.
 */
enum TlsProbe {
    /** Nothing listens there. */
    NOBODY,
    /** It answers as Kafka without encryption does, or not at all. */
    SOMEBODY,
    /** It speaks TLS. */
    ENCRYPTED;

    private static final int MILLIS = 500;
    private static final int MOST_BROKERS = 3;

    /** A request for the versions of the API, version 0, which every broker answers before any login, under no client id. */
    private static final byte[] QUESTION = ByteBuffer.allocate(14)
            .putInt(10)
            .putShort((short) 18)
            .putShort((short) 0)
            .putInt(1)
            .putShort((short) -1)
            .array();

    /** How a record of TLS begins that holds an alert. */
    private static final int ALERT = 0x1503;

    /** What the first of these brokers that listens is. */
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
            return new DataInputStream(socket.getInputStream()).readUnsignedShort() == ALERT ? ENCRYPTED : SOMEBODY;
        } catch (IOException e) {
            return SOMEBODY;
        }
    }
}
