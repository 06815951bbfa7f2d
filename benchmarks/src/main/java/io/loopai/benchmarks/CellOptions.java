package io.loopai.benchmarks;

import io.loopai.task.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that measure cell by cell: on what, into which file, and in which form. */
final class CellOptions {

    @Option(
            names = "--data",
            defaultValue = "../shared/data",
            description = "The folder with the data sets. Default: ${DEFAULT-VALUE}.")
    private Path data;

    @Option(names = "--sets", split = ",", description = "Only these. Default: all.")
    private List<String> sets;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Append each finished cell to this file, and measure nothing again that stands in"
                            + " it already. For a new version of the code take a new file.")
    private Path out;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** The cells measured so far. */
    Cells cells() {
        return Cells.open(out);
    }

    /** In alphabetical order, one in memory at a time. */
    void eachSet(Consumer<DataSet> action) {
        for (Path folder : folders(data, sets, command)) {
            try {
                action.accept(DataSet.read(folder));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Those of the data sets in a folder, in alphabetical order.
     *
     * @param sets their names; null for all
     * @throws ParameterException of the command, when one is not there
     */
    static List<Path> folders(Path data, List<String> sets, CommandSpec command) {
        List<String> found;
        try (Stream<Path> folders = Files.list(data)) {
            found =
                    folders.filter(folder -> Files.exists(folder.resolve("train.jsonl")))
                            .map(folder -> folder.getFileName().toString())
                            .sorted()
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    data + ": cannot be read; name the folder with --data", e);
        }
        for (String name : sets == null ? List.<String>of() : sets) {
            if (!found.contains(name)) {
                throw new ParameterException(
                        command.commandLine(),
                        "no data set '" + name + "' in " + data + "; there are " + found);
            }
        }
        return found.stream()
                .filter(name -> sets == null || sets.contains(name))
                .map(data::resolve)
                .toList();
    }

    ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /**
     * Prints what came out, as a table or as JSON.
     *
     * @param rows by the name of the set
     * @return the exit code: 1 when something could not be measured
     */
    <R> int print(Cells cells, Map<String, R> rows, Function<Map<String, R>, String> table) {
        if (json) {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("machine", Machine.here());
            report.put("sets", rows);
            System.out.println(new String(Json.bytes(report), StandardCharsets.UTF_8));
        } else {
            System.out.println(Machine.here() + "\n\n" + table.apply(rows));
        }
        return cells.failures() == 0 ? 0 : 1;
    }
}
