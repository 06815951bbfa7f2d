package io.loopai.cli;

import io.loopai.cli.terminal.Formats;
import io.loopai.cli.terminal.ProgressLine;
import io.loopai.decision.Rollout;
import io.loopai.generator.llm.LlmStrategy;
import io.loopai.jobs.InvalidOptionException;
import io.loopai.jobs.LoopaiOptions;
import io.loopai.jobs.OptionCheck;
import io.loopai.kafka.Topics;
import io.loopai.oracle.LlmClient;
import io.loopai.service.loop.ImprovementLoop;
import io.loopai.store.DataDir;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs everything that answers requests from Kafka, in this process. */
@Command(
        name = "up",
        description = {
            "Answer requests from Kafka until Ctrl-C: a broker and a Flink cluster inside this"
                    + " process, the execution job on them, and the HTTP API that decides what runs.",
            "What is activated meanwhile, over HTTP or with 'loopai program activate', is published"
                    + " and answers from then on. A second 'up' on the same data folder goes on where"
                    + " the first one stopped; nothing is lost or answered twice."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai up",
            "  loopai up --port 9080",
            "  loopai up --keep-executions 3 --keep-gb 50",
            "  loopai up --kafka broker-1:9092,broker-2:9092 --topic-prefix tenant-a"
                    + " --signing-key release.pem -D loopai.deployments.public_keys=release.pub.pem",
            "  loopai up --kafka broker-1:9092 --flink jobmanager:8081"
                    + " -D loopai.deployments.allow_unsigned=true",
            "  loopai produce --task spam --input messages.jsonl     (in another terminal)",
            "  loopai tail results",
        })
final class UpCommand implements Runnable {

    private static final Map<String, String> OPTIONS =
            Map.of(
                    LoopaiOptions.DATA_DIR.key(), "--data-dir",
                    LoopaiOptions.KAFKA_SERVERS.key(), "--kafka",
                    LoopaiOptions.KAFKA_PROPERTIES.key(), "--kafka-property",
                    LoopaiOptions.KAFKA_TOPIC_PREFIX.key(), "--topic-prefix");

    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration LONGEST_STOP = Duration.ofMinutes(2);

    @Spec private CommandSpec command;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description =
                    "Brokers to use instead of one inside this process. They need"
                            + " loopai.deployments.public_keys, or the word that everybody's programs"
                            + " run: loopai.deployments.allow_unsigned=true.")
    private String kafka;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            description =
                    "Port of the broker inside this process. Default: 9092, or any that is free.")
    private Integer kafkaPort;

    @Option(
            names = "--kafka-property",
            paramLabel = "KEY=VALUE",
            description = "A setting of Kafka's own clients; may be given several times.")
    private Map<String, String> kafkaProperties = new HashMap<>();

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = "loopai",
            description = "What the names of all topics begin with. Default: ${DEFAULT-VALUE}.")
    private String prefix;

    @Option(names = "--no-create", description = "Create no topics: missing ones are an error.")
    private boolean noCreate;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the HTTP API. Default: 8080, or any that is free.")
    private Integer port;

    @Option(
            names = "--flink",
            paramLabel = "HOST:PORT",
            description =
                    "A Flink session cluster to run the job on, by its REST address, instead of one"
                            + " inside this process. It must see the data folder under the same path.")
    private String flink;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description =
                    "The task of requests that name none. Default: the only one that there is at the"
                            + " start; one that is created later is not.")
    private String task;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "How many subtasks work side by side. Default: the number of processors.")
    private int parallelism = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "A setting of the job or of Flink, as in docs/configuration.md.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--dwell",
            paramLabel = "SECONDS",
            description =
                    "How long a new version stays at each share of the requests, at least."
                            + " Default: ${DEFAULT-VALUE}.")
    private long dwell = Rollout.Pace.DEFAULT.dwell().toSeconds();

    @Mixin private KeepOption keep;
    @Mixin private LlmOption llm;
    @Mixin private DataDirOption dataDir;
    @Mixin private SigningOption signing;
    @Mixin private Output output;

    @Override
    public void run() {
        Stack.Plan plan = plan();
        DataDir data = dataDir.create();
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch stop = new CountDownLatch(1);
        Thread hook = new Thread(() -> stopInOrder(stop, stopped), "loopai-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (Stack stack = Stack.start(data, plan, output.err(), () -> stop.getCount() == 0)) {
            if (stop.getCount() > 0) {
                sayWhereOthersLook(stack.addresses());
                sayReady(stack);
            }
            watch(stack, stop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
            if (hook.getState() == Thread.State.NEW) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private Stack.Plan plan() {
        try {
            if (noCreate) {
                settings.put(LoopaiOptions.KAFKA_CREATE_TOPICS.key(), "false");
            }
            llm.pricesTo(settings);
            OptionCheck.check(settings);
            llm.settings(); // what cannot be used is refused before anything is written
            requireOptions();
            requireTrust();
            if (flink != null) {
                RemoteCluster cluster = RemoteCluster.at(flink, new Configuration());
                if (kafka == null && !cluster.isOnLoopback()) {
                    throw new IllegalArgumentException(
                            "--flink "
                                    + flink
                                    + " needs --kafka: the broker inside this process listens on"
                                    + " loopback, where a cluster elsewhere does not find it");
                }
            }
            return new Stack.Plan(
                    kafka,
                    kafkaPort,
                    kafkaProperties,
                    new Topics(prefix),
                    port,
                    signing.key(),
                    flink,
                    task == null ? settings.get(LoopaiOptions.TASK.key()) : task,
                    parallelism,
                    settings,
                    improvement(),
                    keep.limits());
        } catch (InvalidOptionException e) {
            throw new ParameterException(command.commandLine(), "-D " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
    }

    /** The broker, the service and the topics need these as well as the jobs. */
    private void requireOptions() {
        for (String key : settings.keySet()) {
            OPTIONS.forEach(
                    (setting, option) -> {
                        if (key.equals(setting) || key.startsWith(setting + ".")) {
                            throw new IllegalArgumentException(
                                    "-D %s: 'up' takes this from %s, for all that it starts; give it there"
                                            .formatted(key, option));
                        }
                    });
        }
        if (task != null && settings.containsKey(LoopaiOptions.TASK.key())) {
            throw new IllegalArgumentException(
                    "-D %s and --task mean the same; give one of them"
                            .formatted(LoopaiOptions.TASK.key()));
        }
    }

    /** The broker inside this process is whoever's the data folder is; others have more users. */
    private void requireTrust() {
        if (kafka != null
                && !settings.containsKey(LoopaiOptions.PUBLIC_KEYS.key())
                && !settings.containsKey(LoopaiOptions.ALLOW_UNSIGNED.key())) {
            throw new IllegalArgumentException(
                    "--kafka "
                            + kafka
                            + ": whoever can write to "
                            + new Topics(prefix).deployments()
                            + " there decides what runs; name the keys of those who may with -D "
                            + LoopaiOptions.PUBLIC_KEYS.key()
                            + "=FILE (see 'loopai keys --help'), or accept everybody with -D "
                            + LoopaiOptions.ALLOW_UNSIGNED.key()
                            + "=true");
        }
    }

    private Stack.Improvement improvement() {
        ImprovementLoop.Options standard = ImprovementLoop.Options.DEFAULT;
        Rollout.Pace pace = standard.pace();
        Optional<LlmClient> client = llm.openPerDay(dataDir.create().root());
        client.ifPresent(open -> LlmOption.warn(open, output));
        return new Stack.Improvement(
                () -> client.map(open -> new LlmStrategy(open, llm.options())),
                new ImprovementLoop.Options(
                        new Rollout.Pace(
                                Duration.ofSeconds(dwell),
                                pace.calls(),
                                pace.pairs(),
                                pace.mostPairs()),
                        standard.look(),
                        standard.mostLabels()));
    }

    private void stopInOrder(CountDownLatch stop, CountDownLatch stopped) {
        output.err().println("stopping; the same command goes on from here");
        stop.countDown();
        try {
            stopped.await(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Or they would talk to whoever has the usual port. */
    private void sayWhereOthersLook(Map<String, String> addresses) {
        Map<String, String> environment = Main.of(command).environment();
        List<String> settings = new ArrayList<>();
        if (!addresses.get("kafka").equals(KafkaOption.servers(environment))) {
            settings.add(KafkaOption.VARIABLE + "=" + addresses.get("kafka"));
        }
        if (!addresses.get("api").equals(ServiceApi.address(environment))) {
            settings.add(ServiceApi.VARIABLE + "=" + addresses.get("api"));
        }
        if (!settings.isEmpty()) {
            output.err()
                    .println(
                            "for other commands in other terminals: export "
                                    + String.join(" ", settings));
        }
    }

    private void sayReady(Stack stack) {
        if (output.json()) {
            output.print(stack.addresses());
            return;
        }
        stack.addresses().forEach((part, at) -> output.out().println("%-7s%s".formatted(part, at)));
        output.out().println("ready; Ctrl-C stops it in order");
    }

    /** Until it is told to stop, or the job ends by itself, which it does only when it fails. */
    private void watch(Stack stack, CountDownLatch stop) throws InterruptedException {
        ProgressLine progress = new ProgressLine(output.err());
        long begun = System.nanoTime();
        while (!stop.await(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
            stack.requireHealth();
            if (flink == null) {
                progress.update(() -> progressText(begun));
            }
        }
        progress.clear();
    }

    private static String progressText(long begun) {
        long answered = InProcessMetrics.sum("executions");
        long dead = InProcessMetrics.sum("dead_letters");
        double seconds = (System.nanoTime() - begun) / 1e9;
        return Formats.count(answered)
                + " answered  "
                + Formats.rate(answered / seconds)
                + (dead == 0 ? "" : "  dead letters " + Formats.count(dead));
    }
}
