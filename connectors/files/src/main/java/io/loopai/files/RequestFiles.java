package io.loopai.files;

import io.loopai.engine.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.core.fs.Path;

/**
 * Reads requests, or any logs, line by line from files.
 *
 * <pre>{@code
 * FileSource<RawRecord> source = RequestFiles.of(List.of("logs", "more/*.jsonl.gz")).build();
 * env.fromSource(source, WatermarkStrategy.noWatermarks(), "requests").uid("requests");
 * }</pre>
 *
 * <p>An input is a file, a folder (everything below it is read) or a glob, which matches files, not
 * folders. Paths must lead to the same files on every machine of the cluster. In folders and globs,
 * names that begin with {@code .} or {@code _}, or end in {@code .tmp}, {@code .part}, {@code
 * .inprogress} or {@code .crdownload}, are not read. A file that several inputs name is read once.
 *
 * <p>A line is a record; its bytes are not decoded, so that broken UTF-8 gets through as it is.
 * Lines end in {@code \n} or {@code \r\n}; an empty one is a record too; a byte order mark at a
 * file's start is dropped. {@link RawRecord#source} is the file's absolute path, {@link
 * RawRecord#position} the offset of the record's first byte in the unpacked file.
 *
 * <p>Plain files are read by all subtasks at once. Files that end in {@code .gz} or {@code .GZ} are unpacked, each
 * by one subtask. Every record is emitted exactly once, also over restores, as long as files
 * that are not yet read stay as they were found. A damaged {@code .gz} fails the job with the file's
 * name: nothing is skipped silently.
 */
public final class RequestFiles {

    private static final int LARGEST_RECORD_LIMIT = 1 << 30;

    private final List<InputFiles> inputs;
    private int maxRecordBytes = 1 << 20;
    private long splitBytes = 16 << 20;
    private Duration follow;

    private RequestFiles(List<InputFiles> inputs) {
        this.inputs = inputs;
    }

    /**
     * @param inputs files, folders, globs or {@code file:} URIs; relative ones start from the working
     *     directory
     * @throws InputFilesException if one names no file or folder
     */
    public static RequestFiles of(List<String> inputs) {
        if (inputs.isEmpty()) {
            throw new InputFilesException(
                    "no input: name a file, a folder or a glob such as 'logs/*.log'");
        }
        List<InputFiles> files = new ArrayList<>();
        inputs.forEach(input -> files.add(InputFiles.of(input)));
        return new RequestFiles(files);
    }

    /**
     * Leaves these folders out of the folders and globs above them. An input that was named inside
     * one of them is read.
     *
     * @throws InputFilesException if an input is one of these folders
     */
    public RequestFiles except(List<java.nio.file.Path> folders) {
        inputs.replaceAll(input -> input.except(folders));
        return this;
    }

    /**
     * Leaves out the folders that the job writes to, wherever inputs lead to them.
     *
     * @throws InputFilesException if an input was named inside one of them. A file is refused only if
     *     its name is one that {@link JsonlSinks} gives
     */
    public RequestFiles neverFrom(List<java.nio.file.Path> written) {
        inputs.replaceAll(input -> input.neverFrom(written));
        return this;
    }

    /**
     * Longer lines are cut ({@link RawRecord#isCut}); they are never held in memory. Default: 1 MiB.
     *
     * @throws IllegalArgumentException if not between 1 byte and 1 GiB
     */
    public RequestFiles maxRecordBytes(int bytes) {
        if (bytes < 1 || bytes > LARGEST_RECORD_LIMIT) {
            throw new IllegalArgumentException(
                    "maxRecordBytes must be between 1 and 1073741824, not " + bytes);
        }
        maxRecordBytes = bytes;
        return this;
    }

    /**
     * How much of a plain file one subtask reads at a time. Default: 16 MiB. Has no effect on
     * followed folders: their files are read whole, each by one subtask.
     *
     * @throws IllegalArgumentException if not positive
     */
    public RequestFiles splitBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("splitBytes must be at least 1, not " + bytes);
        }
        splitBytes = bytes;
        return this;
    }

    /**
     * Never ends, but looks for new files at this interval. A file is read once, when it has bytes
     * and looked the same, in size and time of modification, twice in a row. What is appended later
     * is not read, but warned of once: write a file elsewhere and move it in under its final name.
     * The job remembers every file's path for as long as it lives.
     *
     * @throws IllegalArgumentException if shorter than a millisecond
     */
    public RequestFiles follow(Duration interval) {
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "follow needs an interval of at least 1 ms, not " + interval);
        }
        follow = interval;
        return this;
    }

    /**
     * @throws InputFilesException if an input holds no file (unless it is followed), or one that may
     *     not be read
     */
    public FileSource<RawRecord> build() {
        List<InputFiles> files = List.copyOf(inputs);
        if (follow == null) {
            files.forEach(InputFiles::require);
        }
        boolean following = follow != null;
        long bytes = splitBytes;
        Path[] paths =
                files.stream().map(i -> new Path("file", null, i.base())).toArray(Path[]::new);
        var builder =
                FileSource.forBulkFileFormat(new RawRecordFormat(maxRecordBytes), paths)
                        .setFileEnumerator(
                                () ->
                                        following
                                                ? RangeEnumerator.following(files)
                                                : RangeEnumerator.once(files, bytes))
                        .setSplitAssigner(InOrderAssigner::new);
        return (follow == null ? builder : builder.monitorContinuously(follow)).build();
    }
}
