package io.loopai.benchmarks;

import io.loopai.task.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What an oracle that is away does to executions, and what becomes of its samples. */
@Command(
        name = "oracle-outage",
        mixinStandardHelpOptions = true,
        description =
                "Sends requests through 'loopai up' while its LLM is away; fails unless each request"
                        + " has one result and each sample one validation in the end, and results"
                        + " came as fast as requests meanwhile.")
final class OracleOutageCommand implements Callable<Integer> {

    @Option(
            names = "--minutes",
            defaultValue = "10",
            description = "How long the LLM is away. Default: ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(
            names = "--before",
            defaultValue = "1",
            description = "Minutes before that. Default: ${DEFAULT-VALUE}.")
    private double before;

    @Option(
            names = "--after",
            defaultValue = "2",
            description = "Minutes in which requests go on coming. Default: ${DEFAULT-VALUE}.")
    private double after;

    @Option(
            names = "--kind",
            defaultValue = "busy",
            description =
                    "busy_until: 429 with Retry-After; busy: 429 without; nonsense; hanging: no"
                            + " answer; refused: nobody listens. Default: ${DEFAULT-VALUE}.")
    private OracleOutage.Kind kind;

    @Option(
            names = "--rate",
            defaultValue = "500",
            description = "Requests sent in a second. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(names = "--parallelism", description = "Default: the number of processors.")
    private int parallelism = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "A setting for 'loopai up', such as loopai.oracle.first_retry=1s.")
    private List<String> settings = List.of();

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        OracleOutage.Plan plan =
                new OracleOutage.Plan(
                        kind,
                        rate,
                        minutes(before),
                        minutes(minutes),
                        minutes(after),
                        parallelism,
                        settings);
        Path folder = Files.createTempDirectory("loopai-outage");
        try (OracleOutage outage = new OracleOutage(folder, plan)) {
            OracleOutage.Report report = outage.run();
            System.out.println(
                    json ? new String(Json.bytes(report), StandardCharsets.UTF_8) : report.text());
            return report.isExact() && report.isAtFullRate() ? 0 : 1;
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private static Duration minutes(double minutes) {
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }
}
