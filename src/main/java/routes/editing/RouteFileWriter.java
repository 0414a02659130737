package routes.editing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import routes.config.ReadResult;
import routes.control.OperationRejectedException;
import routes.state.AtomicFile;
import routes.state.NotDurableException;
import routes.state.WriteFailure;

/**
 * Writes and deletes files of HUB_HOME. Takes care not to overwrite changes of others: replicas that share HUB_HOME take turns by
 * a lock file, and a file that has changed since it was read is not touched. Thread-safe, if calls of {@link #write} and {@link
 * #delete} are made within {@link #locked}.
 */
final class RouteFileWriter {

    /** Hidden, so that it is not read as configuration. */
    private static final String LOCK = ".lock";

    private final Path home;

    RouteFileWriter(Path home) {
        this.home = home;
    }

    /** Does the work while no other replica that shares HUB_HOME does any. One thread of this JVM at a time. */
    <T> T locked(Supplier<T> work) {
        try (FileChannel channel =
                        FileChannel.open(home.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            return work.get();
        } catch (IOException e) {
            throw failed(e, home, "HUB_HOME");
        }
    }

    /** The path, relative to HUB_HOME, of a file that does not exist yet and is named after the route. */
    String freeFile(String route) {
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> "routes/" + route + (number == 1 ? "" : "-" + number) + ".yaml")
                .filter(file -> Files.notExists(home.resolve(file), LinkOption.NOFOLLOW_LINKS))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Writes the file, if it still has the content that was read.
     *
     * @return what the caller has to be told although the file is written: the disk has not confirmed it
     */
    Optional<OperationRejectedException> write(String path, ReadResult before, byte[] bytes) {
        return change(path, before, file -> AtomicFile.write(file, bytes));
    }

    /** Deletes the file, if it still has the content that was read; otherwise like {@link #write}. */
    Optional<OperationRejectedException> delete(String path, ReadResult before) {
        return change(path, before, AtomicFile::delete);
    }

    private interface Change {
        void make(Path file) throws IOException;
    }

    private Optional<OperationRejectedException> change(String path, ReadResult before, Change change) {
        Path file = home.resolve(path);
        if (Files.isSymbolicLink(file) || Files.isSymbolicLink(file.getParent())) {
            throw conflict(path + " is a symbolic link, like the files of a mounted ConfigMap; change the file that it"
                    + " points to where it comes from");
        }
        try {
            byte[] known = before.written().get(path);
            if (known != null && !Arrays.equals(known, Files.readAllBytes(file))) {
                throw new OperationRejectedException(
                        OperationRejectedException.Cause.OUTDATED,
                        path + " has just been changed by somebody else; read the route again");
            }
            change.make(file);
            return Optional.empty();
        } catch (NotDurableException e) {
            return Optional.of(new OperationRejectedException(
                    OperationRejectedException.Cause.UNAVAILABLE,
                    path + " has been changed, and the change takes effect, but the disk has not confirmed it ("
                            + e.reason() + "), so that a loss of power may undo it; check the disk, then read the route"
                            + " and write it again"));
        } catch (NoSuchFileException e) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.OUTDATED,
                    path + " has just been removed by somebody else; read the route again");
        } catch (IOException e) {
            throw failed(e, file.getParent(), path);
        }
    }

    private static OperationRejectedException failed(IOException e, Path folder, String what) {
        WriteFailure failure = WriteFailure.of(e, folder);
        return failure.isMendable()
                ? new OperationRejectedException(
                        OperationRejectedException.Cause.UNAVAILABLE,
                        what + " cannot be written, and nothing has been changed: " + failure.words(e)
                                + "; mend that, and send the request again")
                : conflict("HUB_HOME is not writable (" + what + ": " + failure.words(e)
                        + "); change the route where HUB_HOME comes from, such as its Git repository or ConfigMap, or"
                        + " let the hub's user write there");
    }

    private static OperationRejectedException conflict(String message) {
        return new OperationRejectedException(OperationRejectedException.Cause.CONFLICT, message);
    }
}
