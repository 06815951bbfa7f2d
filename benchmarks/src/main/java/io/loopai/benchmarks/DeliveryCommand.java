package io.loopai.benchmarks;

import io.loopai.task.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether every request is answered and recorded once, whatever happens meanwhile. */
@Command(
        name = "delivery",
        mixinStandardHelpOptions = true,
        description =
                "Sends requests through 'loopai up' while versions change and, where asked for, the"
                        + " process is killed; fails unless each leaves one result and one execution.")
final class DeliveryCommand implements Callable<Integer> {

    private enum Broker {
        INSIDE,
        BESIDE
    }

    @Option(
            names = "--requests",
            defaultValue = "1000000",
            description = "Default: ${DEFAULT-VALUE}.")
    private int requests;

    @Option(
            names = "--rate",
            description =
                    "Requests sent in a second. Default: as fast as it goes, with --kills 10,000, so"
                            + " that they flow before, between and after the kills.")
    private Double rate;

    @Option(
            names = "--changes",
            defaultValue = "10",
            description = "How often another version is activated. Default: ${DEFAULT-VALUE}.")
    private int changes;

    @Option(
            names = "--kills",
            defaultValue = "0",
            description =
                    "How often the process is killed with -9 and started again; the middle one right"
                            + " after a checkpoint. Default: ${DEFAULT-VALUE}.")
    private int kills;

    @Option(
            names = "--broker",
            defaultValue = "inside",
            description =
                    "inside: the one of 'up', which is killed with it; beside: in a process of its"
                            + " own. Default: ${DEFAULT-VALUE}.")
    private Broker broker;

    @Option(names = "--parallelism", description = "Default: the number of processors.")
    private int parallelism = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "A setting for 'loopai up', such as loopai.checkpoint_interval=1s.")
    private List<String> settings = List.of();

    @Option(
            names = "--keep",
            paramLabel = "FOLDER",
            description = "Use this folder and leave everything there.")
    private Path keep;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        double perSecond = rate != null ? rate : kills > 0 ? 10_000 : Double.POSITIVE_INFINITY;
        Delivery.Plan plan =
                new Delivery.Plan(
                        requests,
                        perSecond,
                        changes,
                        kills,
                        broker == Broker.BESIDE,
                        parallelism,
                        settings);
        Path folder =
                keep == null
                        ? Files.createTempDirectory("loopai-delivery")
                        : Files.createDirectories(keep);
        try (Delivery delivery = new Delivery(folder, plan)) {
            DeliveryReport report = delivery.run();
            System.out.println(
                    json ? new String(Json.bytes(report), StandardCharsets.UTF_8) : report.text());
            return report.isExact() ? 0 : 1;
        } finally {
            if (keep == null) {
                FileUtils.deleteDirectory(folder.toFile());
            }
        }
    }
}
