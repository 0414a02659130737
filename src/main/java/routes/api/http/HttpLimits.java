package routes.api.http;

import com.sun.management.UnixOperatingSystemMXBean;
import io.quarkus.runtime.configuration.MemorySize;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * What one port of the hub bears. Immutable and thread-safe.
 *
 * @param headerTimeout from the first byte of a request, or from the start of a connection, to the end of the request's header
 * @param bodyTimeout from there to the end of its body
 * @param connections how many there may be at once
 * @param bodyBytes the size of the largest body
 */
record HttpLimits(Duration headerTimeout, Duration bodyTimeout, int connections, long bodyBytes) {

    /** Of the file descriptors that are free at the start, a port takes at most one in so many: brokers need some, too. */
    private static final int SHARE_OF_DESCRIPTORS = 4;

    private static final int FEWEST_CONNECTIONS = 8;
    private static final long BODY_BYTES = 10 * 1024 * 1024;

    static HttpLimits of(Config config) {
        return new HttpLimits(
                config.getValue("hub.http.timeout.header", Duration.class),
                config.getValue("hub.http.timeout.body", Duration.class),
                Math.max(FEWEST_CONNECTIONS, (int) Math.min(
                        config.getValue("hub.http.connections", Integer.class),
                        freeDescriptors() / SHARE_OF_DESCRIPTORS)),
                config.getOptionalValue("quarkus.http.limits.max-body-size", MemorySize.class)
                        .map(MemorySize::asLongValue)
                        .orElse(BODY_BYTES));
    }

    private static long freeDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
