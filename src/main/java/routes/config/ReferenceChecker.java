package routes.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import routes.config.binding.Binder;
import routes.config.yaml.YamlValue;
import routes.model.ConfigFile;
import routes.model.Connection;
import routes.model.Problem;
import routes.model.SourceLocation;
import routes.model.SourceSpec;
import routes.model.TargetSpec;
import routes.support.DidYouMean;

/**
 * Checks the references of one route, or of the defaults, to connections and files. Not thread-safe: used within one reading.
 */
public final class ReferenceChecker implements Binder.Observer {
    /** The form of a file's path, as a regular expression for JSON Schema. The reader checks more and reports details. */
    public static final String PATTERN = "^(schemas|transforms)/(?!.*\\.\\./)";

    private final ConnectionNames connections;
    private final ConfigDirectory directory;
    private final List<Consumer<Consumer<Problem>>> checks = new ArrayList<>();

    ReferenceChecker(ConnectionNames connections, ConfigDirectory directory) {
        this.connections = connections;
        this.directory = directory;
    }

    @Override
    public void bound(Object made, YamlValue from) {
        if (made instanceof SourceSpec source) {
            source.connectionKind()
                    .ifPresent(kind -> checks.add(problems -> connection(source.connection(), kind, from, problems)));
        } else if (made instanceof TargetSpec target) {
            target.connectionKind()
                    .ifPresent(kind -> checks.add(problems -> connection(target.connection(), kind, from, problems)));
        } else if (made instanceof ConfigFile file) {
            checks.add(problems -> file(file, problems));
        }
    }

    /** A source or target that could not be read may refer to any connection, so none is reported as unused. */
    @Override
    public void failed(Class<?> union) {
        if (union == SourceSpec.class || union == TargetSpec.class) {
            connections.useAll();
        }
    }

    /** Runs the checks. To be called after all connections are known. */
    void check(Consumer<Problem> problems) {
        checks.forEach(check -> check.accept(problems));
    }

    private void connection(
            Optional<String> named, Class<? extends Connection> kind, YamlValue from, Consumer<Problem> problems) {
        Optional<YamlValue> written = from.mapping().flatMap(mapping -> mapping.get("connection"));
        SourceLocation location = written.map(YamlValue::location).orElse(from.location());
        String shown =
                written.flatMap(YamlValue::scalar).map(YamlValue.Scalar::shown).orElse("");
        boolean hidden = written.flatMap(YamlValue::scalar)
                .filter(YamlValue.Scalar::resolved)
                .isPresent();
        named.map(name -> connections.problemOfNaming(name, shown, hidden, kind))
                .orElseGet(() -> connections.problemOfNamingNone(kind))
                .ifPresent(message -> problems.accept(new Problem(location, message)));
    }

    private void file(ConfigFile file, Consumer<Problem> problems) {
        problem(file.path()).ifPresent(message -> problems.accept(new Problem(file.location(), message)));
    }

    private Optional<String> problem(String path) {
        Set<String> files = directory.content().keySet();
        String shown = "'" + DidYouMean.shown(path) + "'";
        if (files.contains(path)) {
            return Optional.empty();
        } else if (path.startsWith("/") || Arrays.asList(path.split("/")).contains("..")) {
            return Optional.of(shown + " must be a path inside HUB_HOME, like schemas/order.json, without '..'");
        } else if (!path.startsWith("schemas/") && !path.startsWith("transforms/")) {
            return Optional.of(shown + " must be in schemas/ or transforms/" + near(path, files));
        }
        return Optional.of(refused(path)
                .map(reason -> "the file " + shown + " " + reason)
                .orElseGet(() -> "there is no file " + shown + new DidYouMean(files).hint(path)));
    }

    private Optional<String> refused(String path) {
        return directory.refused().entrySet().stream()
                .filter(entry -> path.equals(entry.getKey()) || path.startsWith(entry.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static String near(String path, Set<String> files) {
        return files.stream()
                .filter(file -> file.endsWith("/" + path))
                .findFirst()
                .or(() -> new DidYouMean(files).to(path))
                .map(name -> ", did you mean '" + name + "'?")
                .orElse("");
    }
}
