package routes.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes files atomically: readers see either the old or the new content, even after a crash. A file that is replaced keeps its
 * permissions and, where the hub's user may give files away, its owner and group. Thread-safe.
 */
public final class AtomicFile {

    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

    private AtomicFile() {}

    /** Writes the text in UTF-8, like {@link #write(Path, byte[])}. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes the bytes. Creates missing folders. If it fails, the old file is as it was, and no part of the new one is left.
     *
     * @throws NotDurableException the one failure after which the file is replaced
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path folder = file.getParent();
        createFolders(folder);
        Path temporary = Files.createTempFile(folder, "." + file.getFileName(), ".part");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer remaining = ByteBuffer.wrap(bytes);
                while (remaining.hasRemaining()) {
                    channel.write(remaining);
                }
                takeAttributes(file, temporary);
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            removeAfter(e, temporary);
            throw e;
        }
        confirm(folder);
    }

    /**
     * Deletes the file, if it exists. After a crash it does not come back.
     *
     * @throws NotDurableException the one failure after which the file is deleted
     */
    public static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            confirm(file.getParent());
        }
    }

    private static void confirm(Path folder) throws NotDurableException {
        try {
            force(folder);
        } catch (IOException e) {
            throw new NotDurableException(e);
        }
    }

    private static void createFolders(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            Path parent = folder.toAbsolutePath().getParent();
            createFolders(parent);
            Files.createDirectories(folder);
            force(parent);
        }
    }

    private static void takeAttributes(Path old, Path temporary) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
        if (Files.notExists(old)) {
            view.setPermissions(READABLE);
            return;
        }
        PosixFileAttributes wanted = Files.readAttributes(old, PosixFileAttributes.class);
        view.setPermissions(wanted.permissions());
        PosixFileAttributes own = view.readAttributes();
        if (!own.group().equals(wanted.group())) {
            ifPermitted(() -> view.setGroup(wanted.group()));
        }
        if (!own.owner().equals(wanted.owner())) {
            ifPermitted(() -> view.setOwner(wanted.owner()));
        }
    }

    private interface Change {
        void make() throws IOException;
    }

    /** Only some users may give files away. The others own what they write, as with any editor. */
    private static void ifPermitted(Change change) {
        try {
            change.make();
        } catch (IOException e) {
            // not permitted
        }
    }

    /** A rename or a removal survives a loss of power only when its folder is on the disk. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void removeAfter(IOException failure, Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
