package io.loopai.files;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells complete files from those that are still being written: a complete one looked the same in
 * two scans.
 *
 * <p>Forgets everything in a restart: then a file is looked at twice again before it is taken, and
 * what grew in the meantime is not warned of.
 */
final class SteadyFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SteadyFiles.class);

    private final Map<Path, Look> waiting = new HashMap<>();

    /** Files that were found complete, with their bytes at that time. */
    private final Map<Path, Long> taken = new HashMap<>();

    private final Set<Path> warned = new HashSet<>();

    /** Looks at the file; to be called once in a scan. */
    boolean isSteady(Path file, BasicFileAttributes attributes) {
        long size = attributes.size();
        Long before = taken.get(file);
        if (before != null) {
            if (size > before && warned.add(file)) {
                LOG.warn(
                        "'{}' has grown from {} to {} bytes since it was read; what was appended is"
                                + " not read: only new files are, so move complete files into the"
                                + " folder under their final name",
                        file,
                        before,
                        size);
            }
            return true;
        }
        Look look = new Look(size, attributes.lastModifiedTime());
        // An empty file has only just been created: it is waited for.
        if (size == 0 || !look.equals(waiting.put(file, look))) {
            return false;
        }
        waiting.remove(file);
        taken.put(file, size);
        return true;
    }

    private record Look(long size, FileTime modified) {}
}
