package routes.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import routes.testkit.FreePort;

class SamplePortsTest {

    @Test
    void areThoseThatTheEnvironmentNames() {
        int api = FreePort.next();
        int management = FreePort.next();

        assertThat(SamplePorts.of(Map.of(
                        "QUARKUS_HTTP_PORT", String.valueOf(api), "QUARKUS_MANAGEMENT_PORT", " " + management + " ")))
                .isEqualTo(new SamplePorts(api, management));
    }

    @Test
    void areTwoPortsWhateverIsTaken() throws IOException {
        try (ServerSocket usual = taken(8080)) {
            SamplePorts ports = SamplePorts.of(Map.of());

            assertThat(ports.api()).isNotEqualTo(8080).isNotEqualTo(ports.management());
        }
    }

    @Test
    void keepAwayFromTheOtherUsualPortWhereThatIsAskedFor() throws IOException {
        int management = FreePort.preferring(8080);

        SamplePorts ports = SamplePorts.of(Map.of("QUARKUS_MANAGEMENT_PORT", String.valueOf(management)));

        assertThat(ports.management()).isEqualTo(management);
        assertThat(ports.api()).isNotEqualTo(management);
    }

    @Test
    void areFreeOnesWhereTheEnvironmentSaysZeroOrNothing() {
        SamplePorts ports = SamplePorts.of(Map.of("QUARKUS_HTTP_PORT", "0", "QUARKUS_MANAGEMENT_PORT", ""));

        assertThat(ports.api()).isPositive();
        assertThat(ports.management()).isPositive();
    }

    @Test
    void areRefusedWhereAnotherProgramHasOneWithAWayOut() throws IOException {
        try (ServerSocket other = taken(FreePort.next())) {
            assertThatThrownBy(() ->
                            SamplePorts.of(Map.of("QUARKUS_MANAGEMENT_PORT", String.valueOf(other.getLocalPort()))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("QUARKUS_MANAGEMENT_PORT is " + other.getLocalPort()
                            + ", but the hub cannot listen on this port: ")
                    .hasMessageEndingWith(
                            "Set QUARKUS_MANAGEMENT_PORT to a free port, or unset it: then a free one is taken");
        }
    }

    @Test
    void areRefusedWhereTheyAreOneOrNoPort() {
        String port = String.valueOf(FreePort.next());
        assertThatThrownBy(() -> SamplePorts.of(Map.of("QUARKUS_HTTP_PORT", port, "QUARKUS_MANAGEMENT_PORT", port)))
                .hasMessageContaining("are both " + port);
        for (String text : new String[] {"http", "-1", "65536", "80 80"}) {
            assertThatThrownBy(() -> SamplePorts.of(Map.of("QUARKUS_HTTP_PORT", text)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "QUARKUS_HTTP_PORT is '" + text + "', but a port is a number from 1 to 65535");
        }
    }

    /** Somebody listens there: this, or whoever was first. */
    private static ServerSocket taken(int port) throws IOException {
        return new ServerSocket(FreePort.preferring(port), 1, InetAddress.getLoopbackAddress());
    }
}
