package routes.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who else on this machine may write or read the file of tokens. Thread-safe. */
final class TokenFilePermissions {

    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int WRITABLE_BY_ALL = 0002;
    private static final int READABLE_BY_ALL = 0004;
    private static final int STICKY = 01000;

    private TokenFilePermissions() {}

    /** Why somebody other than its owner could give themselves a role. A read-only mount, as of a Secret, is no problem. */
    static List<String> problems(Path file) {
        try {
            Path real = file.toRealPath();
            if (Files.getFileStore(real).isReadOnly()) {
                return List.of();
            }
            if (mode(real).filter(mode -> (mode & WRITABLE_BY_OTHERS) != 0).isPresent()) {
                return List.of("others than its owner may write to the file and so give themselves any role; run chmod"
                        + " go-w on it");
            }
            Path folder = real.getParent();
            return mode(folder)
                            .filter(mode -> (mode & WRITABLE_BY_ALL) != 0 && (mode & STICKY) == 0)
                            .isPresent()
                    ? List.of("everybody may write to its folder and so replace the file; run chmod o-w on the folder")
                    : List.of();
        } catch (IOException e) {
            return List.of(); // what keeps the file from being read is told by its reader
        }
    }

    static boolean isReadableByAll(Path file) {
        try {
            return mode(file).filter(mode -> (mode & READABLE_BY_ALL) != 0).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** Empty on a file system without these permissions. */
    private static Optional<Integer> mode(Path file) throws IOException {
        try {
            return Optional.of((Integer) Files.getAttribute(file, "unix:mode"));
        } catch (UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
