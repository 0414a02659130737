package routes.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.testkit.JavaProcess;
import routes.testkit.UnprivilegedJava;

class AtomicFileTest {

    @TempDir
    private Path folder;

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void createsWhatIsMissingAndLeavesNothingElse() throws IOException {
        Path file = folder.resolve("a/b/file.yaml");

        AtomicFile.write(file, "one");
        AtomicFile.write(file, "two");

        assertThat(file).hasContent("two");
        assertThat(names(file.getParent())).containsExactly("file.yaml");
        AtomicFile.delete(file);
        AtomicFile.delete(file);
        assertThat(names(file.getParent())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"rw-r-----", "rw-rw-r--", "r--r--r--", "rwx------"})
    void keepsThePermissionsOfTheFileThatItReplaces(String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        AtomicFile.write(file, "new");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(permissions);
        assertThat(file).hasContent("new");
    }

    @Test
    void keepsTheOwnerAndTheGroupWhereTheUserMayGiveFilesAway() throws IOException {
        assumeTrue(isRoot(), "only root may give files away");
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setAttribute(file, "unix:uid", 4711);
        Files.setAttribute(file, "unix:gid", 4712);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        AtomicFile.write(file, "new");

        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(4711);
        assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(4712);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** A folder in the way is a failure that every user and file system has. */
    @Test
    void leavesNoPartBehindWhenItFails() throws IOException {
        Path file = folder.resolve("file");
        Files.createDirectories(file.resolve("child"));

        catchThrowableOfType(IOException.class, () -> AtomicFile.write(file, "new"));

        assertThat(names(folder)).containsExactly("file");
    }

    @Test
    void leavesTheOldFileWhereTheProcessMayNotWriteSoMuch() throws Exception {
        assertThat(written("ulimit -f 8; exec \"$@\"")).isEqualTo("TOO_LARGE true old [file]");
    }

    @Test
    void leavesTheOldFileWhereTheDiskIsFull() throws Exception {
        assumeTrue(mayMount(), "only root may mount a small disk");

        assertThat(written("mount -t tmpfs -o size=64k none '" + folder + "'; exec \"$@\""))
                .isEqualTo("DISK_FULL true old [file]");
    }

    @Test
    void saysThatTheFileSystemIsReadOnly() throws Exception {
        assumeTrue(mayMount(), "only root may mount a file system");

        assertThat(written("mount -t tmpfs -o size=64k none '" + folder + "'; echo -n old > '" + folder
                        + "/file'; mount -o remount,ro '" + folder + "'; exec \"$@\""))
                .isEqualTo("READ_ONLY false old [file]");
    }

    /** Who may not read a folder cannot force it to the disk either. */
    @ParameterizedTest
    @CsvSource({"write, new", "delete, gone"})
    void saysThatTheFileIsChangedWhereOnlyTheDiskHasNotConfirmedIt(String change, String left) throws Exception {
        assumeTrue(UnprivilegedJava.isPossible(), "setpriv is installed");

        String said = UnprivilegedJava.run(Unconfirmed.class, folder.toString(), change);

        assertThat(said)
                .isEqualTo("NotDurableException: the change is made, but the disk has not confirmed it:"
                        + " AccessDeniedException " + left);
    }

    @Test
    void tellsTheCausesApart() {
        assertThat(WriteFailure.of(new AccessDeniedException("file"), folder)).isEqualTo(WriteFailure.NO_PERMISSION);
        assertThat(WriteFailure.of(new FileSystemException("file", null, "Operation not permitted"), folder))
                .isEqualTo(WriteFailure.NO_PERMISSION);
        assertThat(WriteFailure.of(new IOException("Disk quota exceeded"), folder))
                .isEqualTo(WriteFailure.QUOTA);
        assertThat(WriteFailure.of(new IOException("Input/output error"), folder))
                .isEqualTo(WriteFailure.DISK_ERROR);
        IOException other = new FileSystemException("file", null, "Is a directory");
        assertThat(WriteFailure.of(other, folder).words(other)).isEqualTo("Is a directory");
        IOException silent = new FileSystemException("file");
        assertThat(WriteFailure.of(silent, folder).words(silent)).isEqualTo("FileSystemException");
    }

    private static boolean mayMount() throws Exception {
        return isRoot() && new ProcessBuilder("unshare", "-m", "true").start().waitFor() == 0;
    }

    /** What {@link Writer} prints in a process and a mount namespace of its own, after these commands. */
    private String written(String commands) throws Exception {
        String[] shell = mayMount() ? new String[] {"unshare", "-m", "sh", "-c"} : new String[] {"sh", "-c"};
        List<String> command = Stream.concat(
                        Stream.of(shell),
                        Stream.of(
                                commands,
                                "sh",
                                JavaProcess.executable(),
                                "-XX:-UsePerfData",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Writer.class.getName(),
                                folder.toString()))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    /** Replaces a small file by one of 1 MiB, and prints why that failed and what is in the folder then. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            Path file = folder.resolve("file");
            if (Files.notExists(file)) {
                Files.writeString(file, "old");
            }
            try {
                AtomicFile.write(file, new byte[1024 * 1024]);
                System.out.println("written");
            } catch (IOException e) {
                WriteFailure failure = WriteFailure.of(e, folder);
                System.out.println(
                        failure + " " + failure.isMendable() + " " + Files.readString(file) + " " + names(folder));
            }
        }
    }

    /** Changes a file in a folder that it may not read, and prints what it was told and what is there then. */
    static final class Unconfirmed {

        private Unconfirmed() {}

        public static void main(String[] arguments) throws IOException {
            Path own = Files.createDirectory(Path.of(arguments[0]).resolve("own"));
            Path file = Files.writeString(own.resolve("file"), "old");
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("-wx------"));
            try {
                if (arguments[1].equals("write")) {
                    AtomicFile.write(file, "new");
                } else {
                    AtomicFile.delete(file);
                }
            } catch (IOException e) {
                System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage() + " "
                        + (Files.exists(file) ? Files.readString(file) : "gone"));
            } finally {
                Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }
}
