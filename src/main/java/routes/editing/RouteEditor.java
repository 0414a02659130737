package routes.editing;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.config.ReadResult;
import routes.config.RouteSource;
import routes.control.OperationRejectedException;
import routes.control.RouteEditing;
import routes.model.HubDefinition;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.state.AtomicFile;
import routes.state.RouteHistory;

/** Writes routes into the files of HUB_HOME, after it has read what HUB_HOME would say then. Thread-safe. */
public final class RouteEditor implements RouteEditing {

    private static final int CONTEXT_LINES = 3;

    /** Hidden, so that it is not read as configuration. */
    private static final String LOCK = ".lock";

    private final ConfigReader reader;
    private final Path home;
    private final Function<ReadResult, CompiledConfiguration> compiler;
    private final RouteHistory history;
    private final Clock clock;
    private final Consumer<String> written;

    /**
     * @param compiler says what the hub would make of it
     * @param written is told once something has been written, and the state that it makes of what was there
     */
    public RouteEditor(
            ConfigReader reader,
            Path home,
            Function<ReadResult, CompiledConfiguration> compiler,
            RouteHistory history,
            Clock clock,
            Consumer<String> written) {
        this.reader = reader;
        this.home = home;
        this.compiler = compiler;
        this.history = history;
        this.clock = clock;
        this.written = written;
    }

    @Override
    public Written written(String route) {
        return told(text(reader.read(home), route).orElseThrow(() -> OperationRejectedException.noDefinition(route)));
    }

    private static Written told(RouteSource text) {
        return new Written(text.text(), text.revision(), text.file());
    }

    private static Optional<RouteSource> text(ReadResult reading, String route) {
        Optional<RouteSource> text = reading.written().entrySet().stream()
                .flatMap(
                        file -> Optional.ofNullable(
                                RouteSource.in(file.getKey(), file.getValue()).get(route))
                                .stream())
                .findFirst();
        Optional<RouteSpec> plan =
                reading.definition().map(HubDefinition::routes).map(all -> all.get(route));
        if (text.isEmpty() && plan.isPresent()) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.CONFLICT,
                    "the route is written in one line with something else, in "
                            + plan.get().location().file() + ": change it there, or give it lines of its own first");
        }
        return text;
    }

    @Override
    public synchronized Written write(String route, String text, Optional<String> replacing, Author author) {
        if (!RouteSource.isName(route)) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.UNSOUND,
                    "a route cannot be called so: use up to 63 lower-case letters, digits and hyphens, and start with a"
                            + " letter or a digit");
        }
        return alone(() -> {
            ReadResult before = reader.read(home);
            Optional<RouteSource> known = text(before, route);
            guard(route, known, replacing);
            if (known.isEmpty() && !before.whole()) {
                throw unreadable(before);
            }
            RouteSource place = known.orElseGet(() -> RouteSource.fresh(freeFile(route), route));
            byte[] bytes = place.with(text);
            ReadResult after = reader.read(home, Map.of(place.file(), bytes));
            check(route, place, before, after);
            RouteSource now = RouteSource.in(place.file(), bytes).get(route);
            change(place.file(), before, file -> AtomicFile.write(file, bytes));
            history.add(route, version(now.revision(), now.text(), author));
            written.accept(after.state());
            return told(now);
        });
    }

    private interface Writing<T> {
        T write();
    }

    /** No other replica that shares HUB_HOME writes meanwhile. */
    private <T> T alone(Writing<T> writing) {
        try (FileChannel channel =
                        FileChannel.open(home.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            return writing.write();
        } catch (IOException e) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.CONFLICT,
                    "HUB_HOME cannot be written to (" + e.getClass().getSimpleName()
                            + "): change the route where it comes from");
        }
    }

    /** It may have the route in it. */
    private static OperationRejectedException unreadable(ReadResult reading) {
        return new OperationRejectedException(
                OperationRejectedException.Cause.CONFLICT,
                "a file of routes cannot be read, and may have this route in it: mend that first",
                reading.problems());
    }

    private Version version(String revision, String text, Author author) {
        return new Version(revision, clock.instant(), author.by(), author.reason(), text);
    }

    private static void guard(String route, Optional<RouteSource> known, Optional<String> replacing) {
        if (known.isEmpty()) {
            if (replacing.isPresent()) {
                throw new OperationRejectedException(
                        OperationRejectedException.Cause.OUTDATED, "the route '" + route + "' is not there any more");
            }
            return;
        }
        String revision = known.get().revision();
        if (replacing.isEmpty()) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.UNGUARDED,
                    "there is a route '" + route + "' already: say which one is to be replaced by If-Match: \""
                            + revision + "\", or any by If-Match: *");
        }
        if (!replacing.get().equals("*") && !replacing.get().equals(revision)) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.OUTDATED,
                    "the route '" + route + "' has been changed meanwhile, to revision \"" + revision
                            + "\": read it, and change that");
        }
    }

    private String freeFile(String route) {
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> "routes/" + route + (number == 1 ? "" : "-" + number) + ".yaml")
                .filter(file -> Files.notExists(home.resolve(file), LinkOption.NOFOLLOW_LINKS))
                .findFirst()
                .orElseThrow();
    }

    /** The route must be sound, and every other route of its file must stay what it is. */
    private void check(String route, RouteSource place, ReadResult before, ReadResult after) {
        CompiledConfiguration compiled = compiler.apply(after);
        List<Problem> problems = new ArrayList<>(compiled.broken().getOrDefault(route, List.of()));
        compiled.problems().stream()
                .filter(problem -> problem.location().file().equals(place.file()) && !problems.contains(problem))
                .filter(problem -> !before.problems().contains(problem))
                .forEach(problems::add);
        if (problems.isEmpty() && !compiled.recipes().containsKey(route)) {
            problems.addAll(compiled.problems());
        }
        if (!problems.isEmpty()) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.UNSOUND,
                    "the route '" + route + "' would not run",
                    problems.stream().map(place::inText).toList());
        }
        checkOthers(route, before, after);
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
                                OperationRejectedException.Cause.UNSOUND,
                                "the text would change the route '" + name
                                        + "' too: give what stands under one name, and no more");
                    }
                }));
    }

    @Override
    public synchronized void remove(String route, Optional<String> replacing, Author author) {
        alone(() -> {
            ReadResult before = reader.read(home);
            RouteSource known = text(before, route).orElseThrow(() -> OperationRejectedException.noDefinition(route));
            guard(route, Optional.of(known), replacing);
            byte[] bytes = known.isAlone() ? new byte[0] : known.without();
            if (!known.isAlone() && RouteSource.in(known.file(), bytes).isEmpty()) {
                throw new OperationRejectedException(
                        OperationRejectedException.Cause.CONFLICT,
                        "the route is the only one of " + known.file()
                                + ", which says more than that: change it there");
            }
            ReadResult after = reader.read(home, Map.of(known.file(), bytes));
            checkOthers(route, before, after);
            change(known.file(), before, known.isAlone() ? Files::delete : file -> AtomicFile.write(file, bytes));
            history.add(route, version("removed", "", author));
            written.accept(after.state());
            return true;
        });
    }

    private interface Change {
        void make(Path file) throws IOException;
    }

    private void change(String path, ReadResult before, Change change) {
        Path file = home.resolve(path);
        if (Files.isSymbolicLink(file) || Files.isSymbolicLink(file.getParent())) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.CONFLICT,
                    path + " is a link, as the files of a mounted ConfigMap are: change it where it comes from");
        }
        try {
            byte[] known = before.written().get(path);
            if (known != null && !Arrays.equals(known, Files.readAllBytes(file))) {
                throw new OperationRejectedException(
                        OperationRejectedException.Cause.OUTDATED, path + " has just been changed by somebody else");
            }
            change.make(file);
        } catch (IOException e) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.CONFLICT,
                    "HUB_HOME cannot be written to (" + e.getClass().getSimpleName() + ": " + path
                            + "): change it where it comes from");
        }
    }

    @Override
    public List<Problem> problems(String file, String text) {
        if (!file.matches("routes/[^/.][^/]*\\.ya?ml")) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.UNSOUND, "a file of routes is called routes/NAME.yaml");
        }
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        Set<String> before = compiler.apply(reader.read(home)).problems().stream()
                .map(Problem::toString)
                .collect(Collectors.toSet());
        return compiler.apply(reader.read(home, Map.of(file, bytes))).problems().stream()
                .filter(problem -> problem.location().file().equals(file) || !before.contains(problem.toString()))
                .toList();
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
        List<String> young = version(route, to).text().lines().toList();
        List<String> lines =
                UnifiedDiffUtils.generateUnifiedDiff(from, to, old, DiffUtils.diff(old, young), CONTEXT_LINES);
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
                    "this version is that the route was removed: remove it instead");
        }
        return write(route, version.text(), replacing, author);
    }
}
