package routes;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import routes.config.HomeReader;
import routes.config.Reading;
import routes.definition.HubStatus;

/** The hub as a part of the Quarkus application: made from its settings, started and stopped with it. */
@ApplicationScoped
public class HubService {

    private final Hub hub;
    private final HomeWatch watch;
    private final Duration drain;

    HubService(
            CamelContext context,
            MeterRegistry registry,
            @ConfigProperty(name = "hub.home") String home,
            @ConfigProperty(name = "hub.watch") Duration interval,
            @ConfigProperty(name = "hub.drain") Duration drain,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.drain = drain;
        HomeReader reader = new HomeReader(name -> Optional.ofNullable(System.getenv(name)));
        Path folder = Path.of(home);
        Reading first = reader.read(folder);
        this.hub = new Hub(context, CompiledHome.of(first), registry, version);
        this.watch = new HomeWatch(reader, folder, first, interval, hub::follow);
    }

    void start(@Observes StartupEvent event) {
        hub.start(drain);
        watch.begin();
    }

    void stop(@Observes ShutdownEvent event) {
        watch.close();
        hub.stop();
    }

    @Produces
    @Singleton
    HubStatus status() {
        return hub;
    }
}
