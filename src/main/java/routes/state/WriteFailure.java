package routes.state;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a file could not be written, in words. The operating system tells by an error text alone, which may be in another
 * language; where it says nothing that is known, the file system is asked.
 */
public enum WriteFailure {
    DISK_FULL("the disk is full", true),
    QUOTA("the disk quota is used up", true),
    TOO_LARGE("the file would be larger than the hub's process may write", true),
    DISK_ERROR("the disk reports an error", true),
    READ_ONLY("the file system is read-only", false),
    NO_PERMISSION("the hub's user has no permission to write there", false),
    OTHER("", false);

    private final String words;
    private final boolean mendable;

    WriteFailure(String words, boolean mendable) {
        this.words = words;
        this.mendable = mendable;
    }

    /** @param folder where it was to be written */
    public static WriteFailure of(IOException failure, Path folder) {
        String text = reason(failure).toLowerCase(Locale.ROOT);
        if (text.contains("no space left")) {
            return DISK_FULL;
        }
        if (text.contains("quota exceeded")) {
            return QUOTA;
        }
        if (text.contains("file too large")) {
            return TOO_LARGE;
        }
        if (text.contains("input/output error")) {
            return DISK_ERROR;
        }
        if (text.contains("read-only file system")) {
            return READ_ONLY;
        }
        if (failure instanceof AccessDeniedException || text.contains("not permitted")) {
            return NO_PERMISSION;
        }
        return ofFileSystem(folder);
    }

    private static WriteFailure ofFileSystem(Path folder) {
        try {
            if (Files.getFileStore(folder).isReadOnly()) {
                return READ_ONLY;
            }
            return Files.getFileStore(folder).getUsableSpace() == 0 ? DISK_FULL : OTHER;
        } catch (IOException | ReadOnlyFileSystemException e) {
            return OTHER;
        }
    }

    /** The cause as part of a sentence. */
    public String words(IOException failure) {
        return this == OTHER ? reason(failure) : words;
    }

    /** Whether the same request can succeed once the cause is gone, without another configuration of the hub. */
    public boolean isMendable() {
        return mendable;
    }

    /** What the operating system says; the kind of the failure if it says nothing. */
    static String reason(IOException failure) {
        String text = failure instanceof FileSystemException of ? of.getReason() : failure.getMessage();
        return Optional.ofNullable(text).orElse(failure.getClass().getSimpleName());
    }
}
