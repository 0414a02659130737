package routes;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import routes.config.HomeReader;
import routes.config.Reading;
import routes.config.RouteText;
import routes.definition.Authoring;
import routes.definition.Declined;
import routes.definition.HubDefinition;
import routes.definition.Problem;
import routes.definition.RoutePlan;
import routes.memory.History;
import routes.memory.WholeFile;

/** Writes routes into the files of HUB_HOME, after it has read what HUB_HOME would say then. Thread-safe. */
final class HomeAuthor implements Authoring {

    private static final int CONTEXT_LINES = 3;

    private final HomeReader reader;
    private final Path home;
    private final History history;
    private final Clock clock;
    private final Runnable written;

    /** @param written is told once something has been written */
    HomeAuthor(HomeReader reader, Path home, History history, Clock clock, Runnable written) {
        this.reader = reader;
        this.home = home;
        this.history = history;
        this.clock = clock;
        this.written = written;
    }

    @Override
    public Written written(String route) {
        return told(text(reader.read(home), route).orElseThrow(() -> Declined.noRoute(route)));
    }

    private static Written told(RouteText text) {
        return new Written(text.text(), text.revision(), text.file());
    }

    private static Optional<RouteText> text(Reading reading, String route) {
        Optional<RouteText> text = reading.written().entrySet().stream()
                .flatMap(file -> Optional.ofNullable(
                        RouteText.in(file.getKey(), file.getValue()).get(route))
                        .stream())
                .findFirst();
        Optional<RoutePlan> plan =
                reading.definition().map(HubDefinition::routes).map(all -> all.get(route));
        if (text.isEmpty() && plan.isPresent()) {
            throw new Declined(
                    Declined.Cause.CONFLICT,
                    "the route is written in one line with something else, in "
                            + plan.get().place().file() + ": change it there, or give it lines of its own first");
        }
        return text;
    }

    @Override
    public synchronized Written write(String route, String text, Optional<String> replacing, Author author) {
        if (!RouteText.isName(route)) {
            throw new Declined(
                    Declined.Cause.UNSOUND,
                    "a route cannot be called so: use up to 63 lower-case letters, digits and hyphens, and start with a"
                            + " letter or a digit");
        }
        Reading before = reader.read(home);
        Optional<RouteText> known = text(before, route);
        guard(route, known, replacing);
        RouteText place = known.orElseGet(() -> RouteText.fresh(freeFile(before, route), route));
        byte[] bytes = place.with(text);
        check(route, place, before, reader.read(home, Map.of(place.file(), bytes)));
        RouteText now = RouteText.in(place.file(), bytes).get(route);
        change(route, place.file(), file -> WholeFile.write(file, bytes), version(now.revision(), now.text(), author));
        return told(now);
    }

    private Version version(String revision, String text, Author author) {
        return new Version(revision, clock.instant(), author.by(), author.reason(), text);
    }

    private static void guard(String route, Optional<RouteText> known, Optional<String> replacing) {
        if (known.isEmpty()) {
            if (replacing.filter(revision -> !revision.equals("*")).isPresent()) {
                throw new Declined(Declined.Cause.OUTDATED, "the route '" + route + "' is not there any more");
            }
            return;
        }
        String revision = known.get().revision();
        if (replacing.isEmpty()) {
            throw new Declined(
                    Declined.Cause.UNGUARDED,
                    "there is a route '" + route + "' already: say which one is to be replaced by If-Match: \""
                            + revision + "\", or any by If-Match: *");
        }
        if (!replacing.get().equals("*") && !replacing.get().equals(revision)) {
            throw new Declined(
                    Declined.Cause.OUTDATED,
                    "the route '" + route + "' has been changed meanwhile, to revision \"" + revision
                            + "\": read it, and change that");
        }
    }

    private static String freeFile(Reading reading, String route) {
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> "routes/" + route + (number == 1 ? "" : "-" + number) + ".yaml")
                .filter(file -> !reading.written().containsKey(file))
                .findFirst()
                .orElseThrow();
    }

    /** The route must be sound, and every other route of its file must stay what it is. */
    private static void check(String route, RouteText place, Reading before, Reading after) {
        CompiledHome compiled = CompiledHome.of(after);
        List<Problem> problems = new ArrayList<>(compiled.broken().getOrDefault(route, List.of()));
        compiled.problems().stream()
                .filter(problem -> problem.place().file().equals(place.file()) && !problems.contains(problem))
                .filter(problem -> !before.problems().contains(problem))
                .forEach(problems::add);
        if (problems.isEmpty() && !compiled.recipes().containsKey(route)) {
            problems.addAll(compiled.problems());
        }
        if (!problems.isEmpty()) {
            throw new Declined(
                    Declined.Cause.UNSOUND,
                    "the route '" + route + "' would not run",
                    problems.stream().map(place::inText).toList());
        }
        before.definition()
                .ifPresent(old -> old.routes().forEach((name, plan) -> {
                    if (!name.equals(route)
                            && !plan.equals(after.definition()
                                    .map(HubDefinition::routes)
                                    .map(all -> all.get(name))
                                    .orElse(null))) {
                        throw new Declined(
                                Declined.Cause.UNSOUND,
                                "the text would change the route '" + name
                                        + "' too: give what stands under one name, and no more");
                    }
                }));
    }

    @Override
    public synchronized void remove(String route, Optional<String> replacing, Author author) {
        RouteText known = text(reader.read(home), route).orElseThrow(() -> Declined.noRoute(route));
        guard(route, Optional.of(known), replacing);
        Version removed = version("removed", "", author);
        if (known.isAlone()) {
            change(route, known.file(), Files::delete, removed);
            return;
        }
        byte[] bytes = known.without();
        Reading after = reader.read(home, Map.of(known.file(), bytes));
        if (!after.whole()) {
            throw new Declined(
                    Declined.Cause.CONFLICT,
                    "the route is the only one of " + known.file() + ", which says more than that: change it there");
        }
        change(route, known.file(), file -> WholeFile.write(file, bytes), removed);
    }

    private interface Change {
        void make(Path file) throws IOException;
    }

    private void change(String route, String path, Change change, Version version) {
        Path file = home.resolve(path);
        if (Files.isSymbolicLink(file) || Files.isSymbolicLink(file.getParent())) {
            throw new Declined(
                    Declined.Cause.CONFLICT,
                    path + " is a link, as the files of a mounted ConfigMap are: change it where it comes from");
        }
        try {
            change.make(file);
        } catch (IOException e) {
            throw new Declined(
                    Declined.Cause.CONFLICT,
                    "HUB_HOME cannot be written to (" + e.getClass().getSimpleName() + ": " + path
                            + "): change it where it comes from");
        }
        history.add(route, version);
        written.run();
    }

    @Override
    public List<Problem> problems(String file, String text) {
        if (!file.matches("routes/[^/.][^/]*\\.ya?ml")) {
            throw new Declined(Declined.Cause.UNSOUND, "a file of routes is called routes/NAME.yaml");
        }
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        Set<String> before = CompiledHome.of(reader.read(home)).problems().stream()
                .map(Problem::toString)
                .collect(Collectors.toSet());
        return CompiledHome.of(reader.read(home, Map.of(file, bytes))).problems().stream()
                .filter(problem -> problem.place().file().equals(file) || !before.contains(problem.toString()))
                .toList();
    }

    @Override
    public List<Version> history(String route) {
        List<Version> versions = history.of(route);
        if (versions.isEmpty()) {
            throw Declined.noRoute(route);
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
                .orElseThrow(() -> new Declined(
                        Declined.Cause.UNKNOWN, "the route '" + route + "' has no version '" + revision + "'"));
    }

    @Override
    public Written rollBack(String route, String revision, Optional<String> replacing, Author author) {
        Version version = version(route, revision);
        if (version.text().isEmpty()) {
            throw new Declined(
                    Declined.Cause.CONFLICT, "this version is that the route was removed: remove it instead");
        }
        return write(route, version.text(), replacing, author);
    }
}
