package io.loopai.store;

import io.loopai.task.Ids;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder that holds all data of one tenant, and the one place that knows its layout.
 *
 * <pre>{@code
 * DataDir data = DataDir.open(Path.of("data"));
 * try (Stream<byte[]> lines = JsonLines.lines(data.executions("spam"))) { … }
 * }</pre>
 *
 * <pre>
 * artifacts/&lt;task&gt;/                         programs and deployments, see {@link ArtifactRepository}
 * datasets/&lt;task&gt;/executions/date=…/*.jsonl  also samples, validations, results
 * dead-letters/date=…/*.jsonl
 * events/date=…/*.jsonl
 * .runs/                                    state of runs: checkpoints
 * </pre>
 *
 * <p>The methods that return a {@code String} give the folder of one day relative to {@link #root},
 * with {@code /} on every system, as the sinks need it. Their task must be a valid id.
 */
public final class DataDir {

    private final Path root;

    private DataDir(Path root) {
        this.root = root;
    }

    /**
     * Opens a data folder, creating it when it is missing.
     *
     * @throws DataDirException when it is no folder, or cannot be created or written
     */
    public static DataDir open(Path path) {
        Path root = path.toAbsolutePath().normalize();
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new DataDirException(
                    root + ": is not a folder; name a folder for the data", null);
        }
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new DataDirException(
                    root
                            + ": cannot be created: "
                            + reason(e)
                            + "; create it yourself or name another folder for the data",
                    e);
        }
        try {
            Files.delete(Files.createTempFile(root, ".write-check", null));
        } catch (IOException e) {
            throw new DataDirException(
                    root
                            + ": cannot be written: "
                            + reason(e)
                            + "; check its owner, its permissions and the free space, or name"
                            + " another folder for the data",
                    e);
        }
        return new DataDir(root);
    }

    /** The folder itself, absolute. */
    public Path root() {
        return root;
    }

    /** Programs and deployments of all tasks. */
    public Path artifacts() {
        return root.resolve("artifacts");
    }

    /** Programs and deployment of one task. */
    public Path artifacts(String task) {
        return artifacts().resolve(checked(task));
    }

    /** Every execution of a task. */
    public Path executions(String task) {
        return dataset(task, "executions");
    }

    /** The executions that were chosen for the oracle. */
    public Path samples(String task) {
        return dataset(task, "samples");
    }

    /** Samples compared with what the oracle said. */
    public Path validations(String task) {
        return dataset(task, "validations");
    }

    /** What the callers of a task got. */
    public Path results(String task) {
        return dataset(task, "results");
    }

    /** What a task did on days that are over. */
    public Path analytics(String task) {
        return dataset(task, "analytics");
    }

    /** The tasks that have data sets. */
    public List<String> tasksWithDatasets() {
        return folders(root.resolve("datasets")).stream()
                .map(folder -> folder.getFileName().toString())
                .filter(Ids::isTaskId)
                .toList();
    }

    /** What could not be run at all, with the reason. */
    public Path deadLetters() {
        return root.resolve("dead-letters");
    }

    /** What happened to deployments and versions. */
    public Path events() {
        return root.resolve("events");
    }

    /** Every data set that is there: the folders with a folder for each day. */
    public List<Path> datasets() {
        List<Path> datasets = new ArrayList<>();
        for (Path task : folders(root.resolve("datasets"))) {
            datasets.addAll(folders(task));
        }
        datasets.add(deadLetters());
        datasets.add(events());
        datasets.removeIf(dataset -> JsonLines.days(dataset).isEmpty());
        return datasets;
    }

    /** State of runs, such as checkpoints; of no use to readers of the data. */
    public Path runs() {
        return root.resolve(".runs");
    }

    /** For example {@code datasets/spam/executions/date=2026-01-31}. */
    public static String executionsBucket(String task, LocalDate date) {
        return "datasets/" + task + "/executions/date=" + date;
    }

    /** For example {@code datasets/spam/samples/date=2026-01-31}. */
    public static String samplesBucket(String task, LocalDate date) {
        return "datasets/" + task + "/samples/date=" + date;
    }

    /** For example {@code datasets/spam/results/date=2026-01-31}. */
    public static String resultsBucket(String task, LocalDate date) {
        return "datasets/" + task + "/results/date=" + date;
    }

    /** For example {@code datasets/spam/validations/date=2026-01-31}. */
    public static String validationsBucket(String task, LocalDate date) {
        return "datasets/" + task + "/validations/date=" + date;
    }

    /** For example {@code dead-letters/date=2026-01-31}. */
    public static String deadLettersBucket(LocalDate date) {
        return "dead-letters/date=" + date;
    }

    /** For example {@code events/date=2026-01-31}. */
    public static String eventsBucket(LocalDate date) {
        return "events/date=" + date;
    }

    @Override
    public String toString() {
        return root.toString();
    }

    /** What the operating system said, without the path that the message names already. */
    static String reason(IOException e) {
        if (!(e instanceof FileSystemException failure)) {
            return e.getMessage();
        }
        if (failure.getReason() != null) {
            return failure.getReason();
        }
        // The type says it all: AccessDeniedException becomes "access denied".
        return failure.getClass()
                .getSimpleName()
                .replace("Exception", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static List<Path> folders(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new DataDirException(
                    folder + ": cannot be read: " + reason(e) + "; check its permissions", e);
        }
    }

    private Path dataset(String task, String name) {
        return root.resolve("datasets").resolve(checked(task)).resolve(name);
    }

    /** A task id comes from records and people; as a path it could lead out of the data folder. */
    private static String checked(String task) {
        if (!Ids.isTaskId(task)) {
            throw new IllegalArgumentException(
                    "'"
                            + task
                            + "' is no task id: use at most 100 letters, digits, '.', '_' or '-',"
                            + " and start with a letter or digit");
        }
        return task;
    }
}
