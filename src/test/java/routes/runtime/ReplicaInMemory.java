package routes.runtime;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import routes.camel.DisabledCamelRoutes;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.control.Halt;
import routes.control.OperationRejectedException;
import routes.control.RouteControl;
import routes.control.RouteEditing.Author;
import routes.editing.RouteEditor;
import routes.state.HaltStore;
import routes.state.RouteHistory;

/** A replica whose brokers are in memory. It reads the files and orders of others only when it is told to. Thread-safe. */
final class ReplicaInMemory implements OperatedReplica {

    private static final Object FILES = new Object();
    private static final Author ANNA = new Author("anna", "");

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ConfigReader reader = new ConfigReader(name -> Optional.empty());
    private final Path home;
    private final RouteHalts halts;
    private final Hub hub;
    private final RouteEditor editor;
    private final RouteControl control;

    private ReplicaInMemory(Path home, HaltStore store, MemoryConnector broker) {
        this.home = home;
        this.halts = new RouteHalts(Optional.of(store), Clock.systemUTC(), Duration.ofDays(1));
        Clock clock = Clock.systemUTC();
        RouteHistory history = new RouteHistory(Optional.empty());
        this.hub = new Hub(
                context,
                new ConnectorRegistry(context, broker.connectors()),
                CompiledConfiguration.of(reader.read(home)),
                new SimpleMeterRegistry(),
                "test",
                halts,
                new DisabledCamelRoutes(),
                history,
                new EventOrders(Optional.empty(), clock),
                Duration.ofMinutes(1),
                clock);
        this.editor = new RouteEditor(reader, home, hub::compiled, history, clock, halts::replaced, this::written);
        this.control = new RouteControlService(hub, halts, editor::revision, history, clock);
    }

    static ReplicaInMemory start(Path home, HaltStore store, MemoryConnector broker) {
        ReplicaInMemory replica = new ReplicaInMemory(home, store, broker);
        replica.context.start();
        replica.hub.start(Duration.ofSeconds(10));
        return replica;
    }

    /** Every third change is not read at once, as if something else had changed at the same time. */
    private void written(String state) {
        if (state.hashCode() % 3 != 0) {
            readFiles();
        }
    }

    private synchronized void readFiles() {
        hub.follow(reader.read(home));
    }

    @Override
    public void synchronize() {
        look();
        readFiles();
    }

    /** Reads the orders, but not the files. */
    void look() {
        halts.look();
    }

    /** Files are locked against other processes, but both replicas are in one. */
    private static boolean written(Runnable order) {
        synchronized (FILES) {
            return accepted(order);
        }
    }

    private static boolean accepted(Runnable order) {
        try {
            order.run();
            return true;
        } catch (OperationRejectedException e) {
            return false;
        }
    }

    private boolean halt(String route, Halt.Kind kind) {
        return accepted(() -> control.halt(route, new Halt(kind, "anna", Instant.now(), "")));
    }

    @Override
    public boolean pause(String route) {
        return halt(route, Halt.Kind.PAUSED);
    }

    @Override
    public boolean stop(String route) {
        return halt(route, Halt.Kind.STOPPED);
    }

    @Override
    public boolean resume(String route) {
        return accepted(() -> control.resume(route, ANNA));
    }

    @Override
    public boolean restart(String route) {
        return accepted(() -> control.restart(route));
    }

    @Override
    public boolean write(String route, String text) {
        return written(() -> editor.write(route, text, replacing(route), ANNA));
    }

    private Optional<String> replacing(String route) {
        return editor.revision(route).isEmpty() ? Optional.empty() : Optional.of("*");
    }

    @Override
    public boolean remove(String route) {
        return written(() -> editor.remove(route, Optional.of("*"), ANNA));
    }

    @Override
    public boolean rollBack(String route, String revision) {
        return written(() -> editor.rollBack(route, revision, replacing(route), ANNA));
    }

    @Override
    public List<String> history(String route) {
        try {
            return editor.history(route).stream()
                    .filter(version -> !version.text().isEmpty())
                    .map(version -> version.revision())
                    .distinct()
                    .toList();
        } catch (OperationRejectedException e) {
            return List.of();
        }
    }

    /** Why the newest definition does not run yet, while another one runs. */
    List<String> change(String route) {
        return hub.route(route).orElseThrow().change();
    }

    @Override
    public Optional<Seen> see(String route) {
        return hub.route(route)
                .map(status -> new Seen(status.state().toString(), status.halt().isPresent(), status.revision()));
    }

    @Override
    public void close() {
        halts.close();
        hub.stop();
    }
}
