package io.loopai.benchmarks;

import io.loopai.benchmarks.KafkaRun.Cost;
import io.loopai.kafka.DeploymentTopic;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.TopicSetup;
import io.loopai.task.ControlMessage;
import io.loopai.task.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Processor time per record of the execution job on Kafka, against a job that only passes messages
 * on, and with many idle tasks beside the one that is used.
 */
@Command(
        name = "kafka",
        mixinStandardHelpOptions = true,
        description =
                "CPU per record of the job on Kafka, exactly once, and its ratio to a bare"
                        + " pass-through; the broker has a process of its own.")
final class KafkaCommand implements Callable<Integer> {

    private static final int PARTITIONS = 4;

    @Option(names = "--records", defaultValue = "1000000", description = "Default: 1000000.")
    private int records;

    @Option(names = "--rounds", defaultValue = "3", description = "In each JVM. Default: 3.")
    private int rounds;

    @Option(
            names = "--warmups",
            defaultValue = "2",
            description = "Rounds before, not counted. Default: 2.")
    private int warmups;

    @Option(names = "--forks", defaultValue = "3", description = "JVMs. Default: 3.")
    private int forks;

    @Option(
            names = "--idle",
            defaultValue = "1000",
            description = "Tasks without requests. Default: 1000.")
    private int idle;

    @Option(names = "--parallelism", description = "Default: the number of processors.")
    private int parallelism = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    /** Everything that was measured, by pipeline and in the order of the rounds. */
    record Report(
            Machine machine,
            double loadAfter,
            int records,
            int parallelism,
            int idle,
            Map<KafkaPipeline, List<Cost>> costs) {}

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("loopai-kafka");
        Machine machine = Machine.here();
        Map<KafkaPipeline, List<Cost>> costs = new EnumMap<>(KafkaPipeline.class);
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"))) {
            prepare(broker, KafkaPipeline.LOOPAI, 0);
            prepare(broker, KafkaPipeline.MANY_TASKS, idle);
            for (int i = 0; i < forks; i++) {
                fork(broker, folder.resolve("run"), costs);
            }
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
        Report report =
                new Report(machine, Machine.here().load(), records, parallelism, idle, costs);
        System.out.println(
                json ? new String(Json.bytes(report), StandardCharsets.UTF_8) : table(report));
        return 0;
    }

    /** Topics, deployments and requests, the same for all that read them. */
    private void prepare(BrokerProcess broker, KafkaPipeline pipeline, int idleTasks) {
        KafkaSettings settings = new KafkaSettings(broker.servers(), Map.of(), pipeline.topics());
        try (TopicSetup setup = TopicSetup.connect(settings)) {
            setup.createMissing(PARTITIONS);
        }
        List<ControlMessage> deployments = new ArrayList<>();
        deployments.add(
                ControlMessage.unsigned(Workload.deployment(1, Workload.programSource(), "ecj")));
        for (int i = 1; i <= idleTasks; i++) {
            deployments.add(
                    ControlMessage.unsigned(
                            Workload.deployment(
                                    Workload.task("idle-" + i),
                                    1,
                                    Workload.programSource(i),
                                    "ecj")));
        }
        new DeploymentTopic(settings).publish(deployments);
        new RequestFlow(settings, records, Double.POSITIVE_INFINITY).send();
    }

    private void fork(BrokerProcess broker, Path folder, Map<KafkaPipeline, List<Cost>> costs)
            throws IOException, InterruptedException {
        Process fork =
                new ProcessBuilder(
                                JavaProcess.command(
                                        "-Xmx2g",
                                        KafkaFork.class.getName(),
                                        broker.servers(),
                                        Long.toString(broker.pid()),
                                        folder.toString(),
                                        Integer.toString(records),
                                        Integer.toString(rounds),
                                        Integer.toString(warmups),
                                        Integer.toString(parallelism)))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(fork.getInputStream(), StandardCharsets.UTF_8))) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                System.err.println(text);
                KafkaFork.Line line =
                        Json.read(text.getBytes(StandardCharsets.UTF_8), KafkaFork.Line.class);
                costs.computeIfAbsent(line.pipeline(), first -> new ArrayList<>()).add(line.cost());
            }
        }
        if (fork.waitFor() != 0) {
            throw new IllegalStateException("a JVM ended with " + fork.exitValue());
        }
    }

    private static String table(Report report) {
        StringBuilder text = new StringBuilder();
        line(text, "%s; %.2f at the end%n", report.machine(), report.loadAfter());
        line(
                text,
                "%d records, parallelism %d, %d partitions, %d idle tasks in D; medians and ranges;"
                        + " ratios are from pairs of runs in the same round%n%n",
                report.records(),
                report.parallelism(),
                PARTITIONS,
                report.idle());
        line(
                text,
                "%-52s %22s %12s %12s %22s %18s%n",
                "",
                "CPU µs",
                "broker µs",
                "wall µs",
                "CPU, multiple of B",
                "start, CPU s");
        List<Cost> floor = report.costs().get(KafkaPipeline.PASS_THROUGH);
        report.costs()
                .forEach(
                        (pipeline, costs) ->
                                line(
                                        text,
                                        "%s %-50s %22s %12.2f %12.2f %22s %18s%n",
                                        pipeline.letter(),
                                        pipeline.what(),
                                        range(values(costs, Cost::cpuMicros)),
                                        Stats.of(values(costs, Cost::brokerMicros)).median(),
                                        Stats.of(values(costs, Cost::wallMicros)).median(),
                                        range(ratios(costs, floor)),
                                        range(values(costs, Cost::startSeconds))));
        List<Cost> one = report.costs().get(KafkaPipeline.LOOPAI);
        List<Cost> many = report.costs().get(KafkaPipeline.MANY_TASKS);
        List<Cost> disk = report.costs().get(KafkaPipeline.PASS_THROUGH_AND_DISK);
        line(text, "%nA as a multiple of C: %s%n", range(ratios(one, disk)));
        line(text, "D as a multiple of A: %s%n", range(ratios(many, one)));
        return text.toString();
    }

    private static List<Double> values(List<Cost> costs, ToDoubleFunction<Cost> value) {
        return costs.stream().mapToDouble(value).boxed().toList();
    }

    private static List<Double> ratios(List<Cost> costs, List<Cost> others) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < costs.size(); i++) {
            ratios.add(costs.get(i).cpuMicros() / others.get(i).cpuMicros());
        }
        return ratios;
    }

    private static String range(List<Double> values) {
        Stats stats = Stats.of(values);
        return String.format(
                Locale.ROOT, "%.2f (%.2f-%.2f)", stats.median(), stats.lowest(), stats.highest());
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
