package routes.pipeline.xml;

import java.util.Set;
import net.sf.saxon.lib.EnvironmentVariableResolver;

/** An empty environment, so that expressions cannot read the environment variables of the hub. Thread-safe. */
final class NoEnvironment implements EnvironmentVariableResolver {

    @Override
    public Set<String> getAvailableEnvironmentVariables() {
        return Set.of();
    }

    /** Returns null for each variable, as this interface requires if there is none. */
    @Override
    public String getEnvironmentVariable(String name) {
        return null;
    }
}
