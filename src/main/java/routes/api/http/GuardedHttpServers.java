package routes.api.http;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;
import org.eclipse.microprofile.config.ConfigProvider;

/** Has Vert.x make every server through {@link GuardedTransport}. Found by Vert.x through {@code META-INF/services}. */
public final class GuardedHttpServers implements VertxServiceProvider {

    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(
                new GuardedTransport(builder.findTransport(), () -> HttpLimits.of(ConfigProvider.getConfig())));
    }
}
