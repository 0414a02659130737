package routes.pipeline.xml;

import java.util.Set;
import net.sf.saxon.lib.EnvironmentVariableResolver;

/** An environment without variables: what is in the real one is no business of a body's. */
final class NoEnvironment implements EnvironmentVariableResolver {

    @Override
    public Set<String> getAvailableEnvironmentVariables() {
        return Set.of();
    }

    /** Null is how this interface says that there is none. */
    @Override
    public String getEnvironmentVariable(String name) {
        return null;
    }
}
