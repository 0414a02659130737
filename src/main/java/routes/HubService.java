package routes;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import routes.camel.CamelRoutes;
import routes.camel.CamelSwitch;
import routes.camel.DisabledCamelRoutes;
import routes.camel.PlainCamelRoutes;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.config.ReadResult;
import routes.config.schema.FormatSchema;
import routes.control.FormatSchemaText;
import routes.control.HubStatus;
import routes.control.InFlightEvents;
import routes.control.RouteControl;
import routes.control.RouteEditing;
import routes.control.RouteSimulation;
import routes.editing.RouteEditor;
import routes.runtime.ConfigurationWatcher;
import routes.runtime.ConnectorRegistry;
import routes.runtime.EventOrders;
import routes.runtime.Hub;
import routes.runtime.InFlightEventsService;
import routes.runtime.RouteControlService;
import routes.runtime.RouteHalts;
import routes.sandbox.Sandbox;
import routes.sandbox.SandboxedEditing;
import routes.sandbox.SandboxedSimulation;
import routes.state.ConfigMapClient;
import routes.state.ConfigMapEventOrderStore;
import routes.state.ConfigMapHaltStore;
import routes.state.EventOrderStore;
import routes.state.FileEventOrderStore;
import routes.state.FileHaltStore;
import routes.state.HaltStore;
import routes.state.RouteHistory;
import routes.state.ServiceAccount;
import routes.telemetry.CamelRouteMeters;

/** Integrates the hub into the Quarkus application: it is created from the settings, and started and stopped with it. */
@ApplicationScoped
public class HubService {

    /** The default state folder in HUB_HOME. It is hidden, so that its files are not read as configuration. */
    private static final String STATE = ".state";

    private final Hub hub;
    private final RouteHalts routeHalts;
    private final EventOrders eventOrders;
    private final Clock clock = Clock.systemUTC();
    private final ConfigurationWatcher watch;
    private final Duration drain;
    private final Sandbox sandbox;
    private final RouteEditing author;
    private final RouteControl control;
    private final RouteSimulation simulator;

    HubService(
            CamelContext context,
            MeterRegistry registry,
            @ConfigProperty(name = "hub.home") String home,
            @ConfigProperty(name = "hub.state") Optional<String> state,
            @ConfigProperty(name = "hub.halts.configmap") Optional<String> configMap,
            @ConfigProperty(name = "hub.slow.step") Duration slowStep,
            @ConfigProperty(name = "hub.watch") Duration interval,
            @ConfigProperty(name = "hub.drain") Duration drain,
            @ConfigProperty(name = "hub.camel") String camel,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.drain = drain;
        ConfigReader reader = new ConfigReader(name -> Optional.ofNullable(System.getenv(name)));
        Path folder = Path.of(home);
        Optional<Path> memory = memory(state, folder);
        RouteHistory history = new RouteHistory(memory);
        ReadResult first = reader.read(folder);
        Optional<ConfigMapClient> shared = configMap.map(name -> new ConfigMapClient(ServiceAccount.ofThisPod(), name));
        Optional<HaltStore> halts =
                shared.<HaltStore>map(ConfigMapHaltStore::new).or(() -> memory.map(FileHaltStore::new));
        this.routeHalts = new RouteHalts(halts, clock);
        Optional<EventOrderStore> orders = shared.<EventOrderStore>map(ConfigMapEventOrderStore::new)
                .or(() -> memory.map(FileEventOrderStore::new));
        this.eventOrders = new EventOrders(orders, clock);
        CamelRoutes camelRoutes =
                CamelSwitch.of(camel) == CamelSwitch.ON ? guests(registry, clock) : new DisabledCamelRoutes();
        this.hub = new Hub(
                context,
                new ConnectorRegistry(context),
                CompiledConfiguration.of(first),
                registry,
                version,
                routeHalts,
                camelRoutes,
                history,
                eventOrders,
                slowStep,
                clock);
        this.watch = new ConfigurationWatcher(reader, folder, first, interval, hub::follow);
        this.sandbox = new Sandbox(reader, folder);
        RouteEditor editor =
                new RouteEditor(reader, folder, hub::compiled, history, clock, routeHalts::replaced, watch::takeUp);

        this.author = new SandboxedEditing(editor, sandbox);
        this.control = new RouteControlService(hub, routeHalts, editor::revision, history, clock);
        this.simulator = new SandboxedSimulation(sandbox);
    }

    private CamelRoutes guests(MeterRegistry registry, Clock clock) {
        return new PlainCamelRoutes(
                routeHalts::halt,
                (route, status) -> new CamelRouteMeters(registry, route, status)::close,
                drain,
                clock);
    }

    /** The folder for the persistent state of the hub; empty if there is none that it may write to. */
    private static Optional<Path> memory(Optional<String> given, Path home) {
        return given.map(Path::of)
                .or(() -> Optional.of(home.resolve(STATE))
                        .filter(state -> Files.isWritable(Files.exists(state) ? state : home)));
    }

    void start(@Observes StartupEvent event) {
        hub.start(drain);
        watch.begin();
    }

    void stop(@Observes ShutdownEvent event) {
        sandbox.close();
        watch.close();
        routeHalts.close();
        eventOrders.close();
        hub.stop();
    }

    @Produces
    @Singleton
    HubStatus status() {
        return hub;
    }

    @Produces
    @Singleton
    RouteControl steering() {
        return control;
    }

    @Produces
    @Singleton
    InFlightEvents inFlight() {
        return new InFlightEventsService(hub, eventOrders, clock);
    }

    @Produces
    @Singleton
    RouteEditing authoring() {
        return author;
    }

    @Produces
    @Singleton
    RouteSimulation simulating() {
        return simulator;
    }

    @Produces
    @Singleton
    FormatSchemaText format() {
        String schema = new FormatSchema().json();
        return () -> schema;
    }
}
