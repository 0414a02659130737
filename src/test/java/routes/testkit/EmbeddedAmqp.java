package routes.testkit;

import java.nio.file.Path;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;

/**
 * Apache Qpid Broker-J in this JVM: AMQP 0-9-1 without what is RabbitMQ's own. An unroutable mandatory message is refused
 * first and returned then, the other way round than in RabbitMQ. Forgets everything when it is closed.
 */
public final class EmbeddedAmqp implements Amqp {

    private static final String CONFIGURATION = """
            {
              "name": "embedded",
              "modelVersion": "8.0",
              "authenticationproviders": [ {
                "name": "plain",
                "type": "Plain",
                "secureOnlyMechanisms": [],
                "users": [ { "name": "guest", "type": "managed", "password": "guest" } ]
              } ],
              "ports": [ {
                "name": "amqp",
                "type": "AMQP",
                "bindingAddress": "127.0.0.1",
                "port": "%d",
                "protocols": [ "AMQP_0_9_1" ],
                "authenticationProvider": "plain",
                "virtualhostaliases": [
                  { "name": "nameAlias", "type": "nameAlias" },
                  { "name": "defaultAlias", "type": "defaultAlias" }
                ]
              } ],
              "virtualhostnodes": [ {
                "name": "default",
                "type": "Memory",
                "defaultVirtualHostNode": "true",
                "virtualHostInitialConfiguration": "{ \\"type\\": \\"Memory\\" }"
              } ]
            }
            """;

    private final int port;
    private final ScratchFolder folder;
    private final SystemLauncher launcher;

    private EmbeddedAmqp(int port, ScratchFolder folder, SystemLauncher launcher) {
        this.port = port;
        this.folder = folder;
        this.launcher = launcher;
    }

    public static EmbeddedAmqp start() {
        return start(FreePort.next());
    }

    public static EmbeddedAmqp start(int port) {
        QuietLogs.hush();
        ScratchFolder folder = new ScratchFolder("qpid");
        Path configuration = folder.write("configuration.json", CONFIGURATION.formatted(port));
        SystemLauncher launcher = new SystemLauncher();
        try {
            launcher.startup(Map.of(
                    "type",
                    "Memory",
                    "initialConfigurationLocation",
                    configuration.toUri().toString(),
                    "startupLoggedToSystemOut",
                    false,
                    "context",
                    Map.of("qpid.work_dir", folder.path().toString())));
        } catch (Exception e) {
            throw new IllegalStateException("Qpid does not start", e);
        }
        return new EmbeddedAmqp(port, folder, launcher);
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public boolean isRabbit() {
        return false;
    }

    @Override
    public void close() {
        try {
            launcher.shutdown();
        } catch (IllegalStateException e) {
            // the JVM is ending, and Qpid's own shutdown hook was first
        }
        folder.close();
    }
}
