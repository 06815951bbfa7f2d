package io.loopai.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;

/**
 * Lists the input files and divides them into ranges; gzip files stay whole. Files that are followed
 * stay whole too, and are listed only once they are complete.
 */
final class RangeEnumerator implements FileEnumerator {

    private final List<InputFiles> inputs;
    private final long splitBytes;

    /** Null when the files are complete from the start. */
    private final SteadyFiles steady;

    private RangeEnumerator(List<InputFiles> inputs, long splitBytes, SteadyFiles steady) {
        this.inputs = inputs;
        this.splitBytes = splitBytes;
        this.steady = steady;
    }

    static RangeEnumerator once(List<InputFiles> inputs, long splitBytes) {
        return new RangeEnumerator(inputs, splitBytes, null);
    }

    /** Flink's following enumerator takes only the first range of a file, so there is but one. */
    static RangeEnumerator following(List<InputFiles> inputs) {
        return new RangeEnumerator(inputs, Long.MAX_VALUE, new SteadyFiles());
    }

    /** Ignores the paths: Flink's path type knows no globs. */
    @Override
    public Collection<FileSourceSplit> enumerateSplits(
            org.apache.flink.core.fs.Path[] paths, int minDesiredSplits) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (InputFiles input : inputs) {
            files.addAll(input.list());
        }
        List<FileSourceSplit> ranges = new ArrayList<>();
        for (Path file : files) {
            addRanges(file, ranges);
        }
        return ranges;
    }

    private void addRanges(Path file, List<FileSourceSplit> ranges) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return; // removed since it was listed
        }
        if (steady != null && !steady.isSteady(file, attributes)) {
            return;
        }
        long size = attributes.size();
        long modified = attributes.lastModifiedTime().toMillis();
        long step = GzipInput.isGzip(file) ? Long.MAX_VALUE : splitBytes;
        var path = org.apache.flink.core.fs.Path.fromLocalFile(file.toFile());
        for (long start = 0; start < size; start += step) {
            // Not a counter: after a restore it would start again and give an id twice.
            String id = file + "@" + start;
            long length = Math.min(step, size - start);
            ranges.add(new FileSourceSplit(id, path, start, length, modified, size));
            if (length == size - start) {
                return;
            }
        }
    }
}
