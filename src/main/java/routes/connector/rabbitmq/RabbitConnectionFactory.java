package routes.connector.rabbitmq;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.SocketConfigurators;
import com.rabbitmq.client.impl.DefaultExceptionHandler;
import com.rabbitmq.client.impl.FrameHandler;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import com.rabbitmq.client.impl.SocketFrameHandlerFactory;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import routes.connector.ConnectorException;
import routes.connector.PemTls;
import routes.connector.PeriodicTask;
import routes.connector.ReadinessChecks;
import routes.model.RabbitConnection;
import routes.support.Threads;

/** Opens connections to one cluster, and checks its queues and exchanges. Thread-safe. */
final class RabbitConnectionFactory {

    /** The largest message of RabbitMQ. With a lower limit, a larger message would close the connection again and again. */
    private static final int MOST_INBOUND = 512 * 1024 * 1024;

    static final int TIMEOUT_MILLIS = 5_000;
    private static final int HEARTBEAT_SECONDS = 15;

    /** For the heartbeats of all connections: several, so that one that blocks in a write does not delay the others. */
    private static final int HEARTBEAT_THREADS = 2;

    private static final int THREAD_SECONDS = 3;

    /** Longer than the interval of looks, so that they do not open a connection each: RabbitMQ logs every one. */
    private static final Duration CHECKS_IDLE_TIMEOUT = Duration.ofSeconds(40);

    private final RabbitConnection settings;
    private final RabbitProblems problems;
    private final ReadinessChecks<EndpointChecks.Question> checks;
    private final ScheduledThreadPoolExecutor heart;
    private final ScheduledThreadPoolExecutor clock;
    private final ExecutorService threads;
    private final SourceConnectionPool pool;

    RabbitConnectionFactory(String name, RabbitConnection settings) {
        this.settings = settings;
        this.problems = new RabbitProblems(name, settings);
        this.checks =
                new ReadinessChecks<>("hub-rabbitmq-check-" + name, new EndpointChecks(this), CHECKS_IDLE_TIMEOUT);
        this.heart = new ScheduledThreadPoolExecutor(HEARTBEAT_THREADS, Threads.named("hub-rabbitmq-heart-" + name));
        heart.setRemoveOnCancelPolicy(true);
        this.clock = new ScheduledThreadPoolExecutor(1, Threads.named("hub-rabbitmq-clock-" + name));
        clock.setRemoveOnCancelPolicy(true);
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                THREAD_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Threads.named("hub-rabbitmq-source-" + name));
        this.pool = new SourceConnectionPool(() -> open("sources"), threads, clock);
    }

    /** The shared connections of all sources. */
    SourceConnectionPool pool() {
        return pool;
    }

    /** For work that may block and whose result nobody waits for. */
    Executor threads() {
        return threads;
    }

    /** A periodic task for a source, on threads that all sources of the cluster share. */
    PeriodicTask periodicTask(PeriodicTask.Round round) {
        return new PeriodicTask(threads, clock, round);
    }

    ReadinessChecks<EndpointChecks.Question> checks() {
        return checks;
    }

    /** To be closed after all connections: open connections would continue without heartbeats. */
    void end() {
        clock.shutdownNow();
        pool.end();
        threads.shutdown();
        heart.shutdownNow();
    }

    RabbitProblems problems() {
        return problems;
    }

    RabbitConnection settings() {
        return settings;
    }

    /** The connection's name and addresses, for messages. */
    String where() {
        return problems.where();
    }

    long maxMessageSize() {
        return settings.maxMessageSize().bytes();
    }

    /**
     * Tries each address once.
     * @throws ConnectorException with the reason if no address accepts a connection
     */
    OpenConnection open(String purpose) {
        Factory factory = new Factory();
        try {
            List<Address> addresses =
                    List.of(Address.parseAddresses(settings.addresses().trim()));
            if (settings.tls().isPresent()) {
                factory.encrypt(PemTls.context(settings.tls().get()));
            }
            factory.setUsername(settings.username());
            factory.setPassword(settings.password().value());
            factory.setVirtualHost(settings.virtualHost());
            factory.setAutomaticRecoveryEnabled(false);
            factory.setTopologyRecoveryEnabled(false);
            factory.setConnectionTimeout(TIMEOUT_MILLIS);
            factory.setHandshakeTimeout(TIMEOUT_MILLIS);
            factory.setChannelRpcTimeout(TIMEOUT_MILLIS);
            factory.setShutdownTimeout(TIMEOUT_MILLIS);
            factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
            factory.setHeartbeatExecutor(heart);
            factory.setThreadFactory(Threads.named("hub-rabbitmq-io-" + purpose));
            factory.setExceptionHandler(new Silence());
            Connection connection =
                    factory.newConnection(new IoThreadExecutor(factory::execute), addresses, "caravanserai/" + purpose);
            return new OpenConnection(connection, factory.wire);
        } catch (IOException | TimeoutException | RuntimeException e) {
            throw new ConnectorException(problems.connecting(e), e);
        }
    }

    /** The client's factory, with the hub's own frame handler. Used for one connection. */
    private static final class Factory extends ConnectionFactory {

        private SSLContext tls;
        private CorkableFrameHandler wire;

        /** On the connection's I/O thread. There is no work before there is a socket. */
        void execute(Runnable work) {
            wire.execute(work);
        }

        void encrypt(SSLContext context) {
            tls = context;
            useSslProtocol(context);
        }

        @Override
        protected FrameHandlerFactory createFrameHandlerFactory() {
            return new SocketFrameHandlerFactory(
                    getConnectionTimeout(),
                    getSocketFactory(),
                    tls == null
                            ? SocketConfigurators.defaultConfigurator()
                            : SocketConfigurators.defaultConfigurator()
                                    .andThen(SocketConfigurators.enableHostnameVerification()),
                    tls != null,
                    null,
                    name -> tls,
                    MOST_INBOUND) {
                @Override
                public FrameHandler create(Socket socket) throws IOException {
                    wire = new CorkableFrameHandler(socket, MOST_INBOUND);
                    return wire;
                }
            };
        }
    }

    /**
     * Ignores lost connections, which the client would log with a stack trace; users of the connection are notified by its
     * shutdown signal.
     */
    private static final class Silence extends DefaultExceptionHandler {

        @Override
        public void handleUnexpectedConnectionDriverException(Connection connection, Throwable exception) {
            // The shutdown signal says it.
        }

        @Override
        protected void log(String message, Throwable e) {
            // The shutdown signal says it.
        }
    }
}
