package routes.editing;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.config.ReadResult;
import routes.config.RouteSource;
import routes.control.OperationRejectedException;
import routes.control.RouteEditing;
import routes.model.HubDefinition;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.model.SourceLocation;
import routes.state.RouteHistory;

/**
 * Writes routes into the files of HUB_HOME. Before it writes, it reads and compiles the configuration as it would be
 * afterwards, and rejects the change if the route would not run. Thread-safe.
 */
public final class RouteEditor implements RouteEditing {

    private static final int CONTEXT_LINES = 3;

    private final ConfigReader reader;
    private final Path home;
    private final RouteFileWriter files;
    private final Function<ReadResult, CompiledConfiguration> compiler;
    private final RouteHistory history;
    private final Clock clock;
    private final Replacement replacement;
    private final Consumer<String> written;

    /** Is told that the text of a route is about to be replaced. Empty is the revision of a route that does not exist. */
    public interface Replacement {

        void of(String route, String before, String after);
    }

    /**
     * @param compiler compiles a configuration in the way the hub does
     * @param replacement is told before a route is written
     * @param written is called after each change, with the new state of HUB_HOME (see {@link ReadResult#state})
     */
    public RouteEditor(
            ConfigReader reader,
            Path home,
            Function<ReadResult, CompiledConfiguration> compiler,
            RouteHistory history,
            Clock clock,
            Replacement replacement,
            Consumer<String> written) {
        this.reader = reader;
        this.home = home;
        this.files = new RouteFileWriter(home);
        this.compiler = compiler;
        this.history = history;
        this.clock = clock;
        this.replacement = replacement;
        this.written = written;
    }

    @Override
    public Written written(String route) {
        return toWritten(
                text(reader.read(home), route).orElseThrow(() -> OperationRejectedException.noDefinition(route)),
                List.of());
    }

    /** The current revision of a route; empty if it does not exist, or shares a line with other content. */
    public String revision(String route) {
        try {
            return text(reader.read(home), route).map(RouteSource::revision).orElse("");
        } catch (OperationRejectedException e) {
            return "";
        }
    }

    private static Written toWritten(RouteSource text, List<Problem> warnings) {
        return new Written(text.text(), text.revision(), text.file(), warnings);
    }

    private static Optional<RouteSource> text(ReadResult reading, String route) {
        Optional<RouteSource> text = reading.written().entrySet().stream()
                .flatMap(
                        file -> Optional.ofNullable(
                                RouteSource.in(file.getKey(), file.getValue()).get(route))
                                .stream())
                .findFirst();
        Optional<RouteSpec> spec =
                reading.definition().map(HubDefinition::routes).map(all -> all.get(route));
        if (text.isEmpty() && spec.isPresent()) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.CONFLICT,
                    "the route shares a line with other content in "
                            + spec.get().location().file() + "; change it there, or put it on its own lines first");
        }
        return text;
    }

    @Override
    public synchronized Written write(String route, String text, Optional<String> replacing, Author author) {
        if (!RouteSource.isName(route)) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.INVALID,
                    "this is not a valid name of a route: use up to 63 lower-case letters, digits and hyphens, and"
                            + " start with a"
                            + " letter or a digit");
        }
        return files.locked(() -> {
            ReadResult before = reader.read(home);
            Optional<RouteSource> known = text(before, route);
            checkRevision(route, known, replacing);
            if (known.isEmpty() && !before.whole()) {
                throw unreadable(before);
            }
            RouteSource place = known.orElseGet(() -> RouteSource.fresh(files.freeFile(route), route));
            byte[] bytes = place.with(text);
            ReadResult after = reader.read(home, Map.of(place.file(), bytes));
            List<Problem> warnings = check(route, place, before, after);
            RouteSource now = RouteSource.in(place.file(), bytes).get(route);
            replacement.of(route, known.map(RouteSource::revision).orElse(""), now.revision());
            files.write(place.file(), before, bytes);
            history.add(route, version(now.revision(), now.text(), author));
            written.accept(after.state());
            return toWritten(now, warnings);
        });
    }

    /** A file that cannot be read may contain the route. */
    private static OperationRejectedException unreadable(ReadResult reading) {
        return new OperationRejectedException(
                OperationRejectedException.Cause.CONFLICT,
                "a file in routes/ cannot be read and may contain this route; fix that file first",
                Problem.errors(reading.problems()));
    }

    private Version version(String revision, String text, Author author) {
        return new Version(revision, clock.instant(), author.by(), author.reason(), text);
    }

    private static void checkRevision(String route, Optional<RouteSource> known, Optional<String> replacing) {
        if (known.isEmpty()) {
            if (replacing.isPresent()) {
                throw new OperationRejectedException(
                        OperationRejectedException.Cause.OUTDATED, "the route '" + route + "' does not exist any more");
            }
            return;
        }
        String revision = known.get().revision();
        if (replacing.isEmpty()) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.REVISION_MISSING,
                    "the route '" + route + "' exists already: to replace this revision, send the header If-Match: \""
                            + revision + "\"; to replace any revision, send If-Match: *");
        }
        if (!replacing.get().equals("*") && !replacing.get().equals(revision)) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.OUTDATED,
                    "the route '" + route + "' has been changed in the meantime and is now at revision \"" + revision
                            + "\"; read that revision and apply your change to it");
        }
    }

    /** Checks that the route is valid and that no other route of the file changes. Returns the new warnings. */
    private List<Problem> check(String route, RouteSource place, ReadResult before, ReadResult after) {
        CompiledConfiguration compiled = compiler.apply(after);
        List<Problem> problems = new ArrayList<>(compiled.broken().getOrDefault(route, List.of()));
        Problem.errors(compiled.problems()).stream()
                .filter(problem -> problem.location().file().equals(place.file()) && !problems.contains(problem))
                .filter(problem -> !before.problems().contains(problem))
                .forEach(problems::add);
        if (problems.isEmpty() && !compiled.resolvedRoutes().containsKey(route)) {
            problems.addAll(Problem.errors(compiled.problems()));
        }
        if (!problems.isEmpty()) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.INVALID,
                    "the route '" + route + "' would not run",
                    problems.stream().map(place::inText).toList());
        }
        checkOthers(route, before, after);
        Set<String> known = identities(compiler.apply(before).problems());
        return Problem.warnings(compiled.problems()).stream()
                .filter(warning -> !known.contains(identity(warning)))
                .map(place::inText)
                .toList();
    }

    private static Set<String> identities(List<Problem> problems) {
        return problems.stream().map(RouteEditor::identity).collect(Collectors.toSet());
    }

    /** Identifies a problem although the lines above it have changed. */
    private static String identity(Problem problem) {
        SourceLocation location = problem.location();
        return String.join("\n", location.file(), location.path(), location.also(), problem.message());
    }

    private static void checkOthers(String route, ReadResult before, ReadResult after) {
        before.definition()
                .ifPresent(old -> old.routes().forEach((name, spec) -> {
                    if (!name.equals(route)
                            && !spec.equals(after.definition()
                                    .map(HubDefinition::routes)
                                    .map(all -> all.get(name))
                                    .orElse(null))) {
                        throw new OperationRejectedException(
                                OperationRejectedException.Cause.INVALID,
                                "the text would also change the route '" + name
                                        + "'; send only the YAML that stands under the name of one route");
                    }
                }));
    }

    @Override
    public synchronized void remove(String route, Optional<String> replacing, Author author) {
        files.locked(() -> {
            ReadResult before = reader.read(home);
            RouteSource known = text(before, route).orElseThrow(() -> OperationRejectedException.noDefinition(route));
            checkRevision(route, Optional.of(known), replacing);
            byte[] bytes = known.isAlone() ? new byte[0] : known.without();
            if (!known.isAlone() && RouteSource.in(known.file(), bytes).isEmpty()) {
                throw new OperationRejectedException(
                        OperationRejectedException.Cause.CONFLICT,
                        "the route is the only one in " + known.file()
                                + ", which has other content too; remove it there");
            }
            ReadResult after = reader.read(home, Map.of(known.file(), bytes));
            checkOthers(route, before, after);
            if (known.isAlone()) {
                files.delete(known.file(), before);
            } else {
                files.write(known.file(), before, bytes);
            }
            history.add(route, version("removed", "", author));
            written.accept(after.state());
            return true;
        });
    }

    @Override
    public List<Problem> problems(String file, String text) {
        if (!file.matches("routes/[^/.][^/]*\\.ya?ml")) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.INVALID,
                    "the name of a route file must have the form routes/NAME.yaml");
        }
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        ReadResult before = reader.read(home);
        ReadResult after = reader.read(home, Map.of(file, bytes));
        Set<String> affected = affected(file, before, after);
        Set<String> known = compiler.apply(before.only(affected)).problems().stream()
                .map(Problem::toString)
                .collect(Collectors.toSet());
        return compiler.apply(after.only(affected)).problems().stream()
                .filter(problem -> problem.location().file().equals(file) || !known.contains(problem.toString()))
                .toList();
    }

    /** The routes of the file, and those of other files that the change makes other routes, as a template does. */
    private static Set<String> affected(String file, ReadResult before, ReadResult after) {
        Map<String, RouteSpec> old = routes(before);
        Set<String> affected = routes(after).entrySet().stream()
                .filter(route -> route.getValue().location().file().equals(file)
                        || !route.getValue().equals(old.get(route.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        affected.addAll(after.partialRoutes().keySet());
        return affected;
    }

    private static Map<String, RouteSpec> routes(ReadResult reading) {
        return reading.definition().map(HubDefinition::routes).orElse(Map.of());
    }

    /** Reads and compiles a route as {@link #write} does, and runs its own tests, but ignores what comes of it. */
    public void rehearse(String route, String text) {
        RouteSource place =
                text(reader.read(home), route).orElseGet(() -> RouteSource.fresh(files.freeFile(route), route));
        compiler.apply(reader.read(home, Map.of(place.file(), place.with(text))).only(Set.of(route)));
    }

    @Override
    public List<Version> history(String route) {
        List<Version> versions = RouteSource.isName(route) ? history.of(route) : List.of();
        if (versions.isEmpty()) {
            throw OperationRejectedException.noDefinition(route);
        }
        return versions;
    }

    @Override
    public String difference(String route, String from, String to) {
        List<String> old = version(route, from).text().lines().toList();
        List<String> changed = version(route, to).text().lines().toList();
        List<String> lines =
                UnifiedDiffUtils.generateUnifiedDiff(from, to, old, DiffUtils.diff(old, changed), CONTEXT_LINES);
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private Version version(String route, String revision) {
        return history(route).stream()
                .filter(version -> version.revision().equals(revision))
                .findFirst()
                .orElseThrow(() -> new OperationRejectedException(
                        OperationRejectedException.Cause.UNKNOWN,
                        "the route '" + route + "' has no version '" + revision + "'"));
    }

    @Override
    public Written rollBack(String route, String revision, Optional<String> replacing, Author author) {
        Version version = version(route, revision);
        if (version.text().isEmpty()) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.CONFLICT,
                    "in this version the route was removed; to go back to it, remove the route");
        }
        return write(route, version.text(), replacing, author);
    }
}
