package io.loopai.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people read data sets with: DuckDB and jq. */
final class QueryTools {

    private QueryTools() {}

    /** The rows of a query, their columns joined by blanks; {@code FILES} stands for the folder's. */
    static List<String> duckdb(Path folder, String query) throws SQLException {
        String files =
                "read_json('"
                        + folder
                        + "/*/*.jsonl', format = 'newline_delimited', hive_partitioning = true)";
        List<String> rows = new ArrayList<>();
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(query.replace("FILES", files))) {
            while (result.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    columns.add(result.getString(i));
                }
                rows.add(String.join(" ", columns));
            }
        }
        return rows;
    }

    /** What jq prints for all lines below a folder, slurped into one list; needs jq. */
    static String jq(Path folder, String filter) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("jq", "-c", "-s", filter));
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".jsonl"))
                    .map(Path::toString)
                    .forEach(command::add);
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var out = process.inputReader()) {
            String printed = out.lines().collect(Collectors.joining("\n"));
            return process.waitFor() == 0 ? printed : "failed: " + printed;
        }
    }

    /** Skips the rest of a test where jq is not installed. */
    static void requireJq() {
        boolean found =
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "jq")));
        assumeTrue(found, "skipped: jq is not installed");
    }
}
