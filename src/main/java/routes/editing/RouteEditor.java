package routes.editing;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.config.ReadResult;
import routes.config.RouteSource;
import routes.control.OperationRejectedException;
import routes.control.RouteEditing;
import routes.model.HubDefinition;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.state.RouteHistory;

/**
 * Writes routes into the files of HUB_HOME. Before it writes, it reads and compiles the configuration as it would be
 * afterwards, and rejects the change if the route would not run. Thread-safe.
 */
public final class RouteEditor implements RouteEditing {

    private final ConfigReader reader;
    private final Path home;
    private final RouteFileWriter files;
    private final ConfigurationCheck check;
    private final RouteHistory history;
    private final Clock clock;
    private final Replacement replacement;
    private final Consumer<String> written;

    /** Is told that the text of a route is about to be replaced. Empty is the revision of a route that does not exist. */
    public interface Replacement {

        /** @return what to do if the text is not replaced after all */
        Runnable of(String route, String before, String after);
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
        this.check = new ConfigurationCheck(reader, home, compiler);
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
            List<Problem> warnings = check.ofRoute(route, place, before, after);
            RouteSource now = RouteSource.in(place.file(), bytes).get(route);
            Runnable undo =
                    replacement.of(route, known.map(RouteSource::revision).orElse(""), now.revision());
            Optional<OperationRejectedException> unconfirmed =
                    orElse(undo, () -> files.write(place.file(), before, bytes));
            history.add(route, version(now.revision(), now.text(), author));
            written.accept(after.state());
            unconfirmed.ifPresent(RouteEditor::tell);
            return toWritten(now, warnings);
        });
    }

    private static <T> T orElse(Runnable undo, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            try {
                undo.run();
            } catch (RuntimeException failure) {
                e.addSuppressed(failure);
            }
            throw e;
        }
    }

    private static void tell(OperationRejectedException unconfirmed) {
        throw unconfirmed;
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
            ConfigurationCheck.othersUnchanged(route, before, after);
            Optional<OperationRejectedException> unconfirmed =
                    known.isAlone() ? files.delete(known.file(), before) : files.write(known.file(), before, bytes);
            history.add(route, version("removed", "", author));
            written.accept(after.state());
            unconfirmed.ifPresent(RouteEditor::tell);
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
        return check.ofFile(file, text);
    }

    /** Reads and compiles a route as {@link #write} does, and runs its own tests, but ignores what comes of it. */
    public void rehearse(String route, String text) {
        check.rehearse(
                route,
                text,
                text(reader.read(home), route).orElseGet(() -> RouteSource.fresh(files.freeFile(route), route)));
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
    public void record(String route, String action, Author author) {
        if (RouteSource.isName(route)) {
            history.actions().add(route, new OperatorAction(action, clock.instant(), author.by(), author.reason()));
        }
    }

    @Override
    public List<OperatorAction> actions(String route) {
        return RouteSource.isName(route) ? history.actions().of(route) : List.of();
    }

    @Override
    public String difference(String route, String from, String to) {
        return VersionDifference.of(version(route, from), version(route, to));
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
