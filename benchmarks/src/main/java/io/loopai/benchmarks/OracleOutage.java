package io.loopai.benchmarks;

import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.TopicReader;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import io.loopai.task.Validation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Requests flow through {@code loopai up} while the LLM that is the oracle is away for a while, and
 * comes back. Samples and validations are followed by their ids.
 */
final class OracleOutage implements AutoCloseable {

    private static final Duration WAIT = Duration.ofMillis(100);
    private static final double FULL_RATE = 0.98;
    private static final Behaviour WELL = Behaviour.says("billing");
    private static final long LONGEST_DRAIN_NANOS = Duration.ofMinutes(30).toNanos();

    /** How the LLM is away. */
    enum Kind {
        /** 429, with the time after which to ask again. */
        BUSY_UNTIL(Behaviour.busy("30")),
        /** 429 without it. */
        BUSY(Behaviour.busy()),
        /** Answers, but not what was asked for. */
        NONSENSE(Behaviour.says("I had rather talk about the weather.")),
        /** Takes questions and never answers one. */
        HANGING(Behaviour.hangs()),
        /** Nobody listens. */
        REFUSED(null);

        private final Behaviour behaviour;

        Kind(Behaviour behaviour) {
            this.behaviour = behaviour;
        }

        private void begin(LlmServer llm) {
            if (behaviour == null) {
                llm.goDown();
            } else {
                llm.then(behaviour);
            }
        }

        private void end(LlmServer llm) {
            llm.then(WELL);
            if (behaviour == null) {
                llm.comeBack();
            }
        }
    }

    /**
     * What to do.
     *
     * @param before how long it goes well first
     * @param outage how long the LLM is away
     * @param after how long requests go on coming then
     */
    record Plan(
            Kind kind,
            int perSecond,
            Duration before,
            Duration outage,
            Duration after,
            int parallelism,
            List<String> settings) {

        private int requests() {
            return (int) (perSecond * before.plus(outage).plus(after).toMillis() / 1_000);
        }
    }

    /**
     * What came of it.
     *
     * @param distinctResults different requests among them
     * @param before results in a second, as are {@code during} and {@code after}
     * @param backlog samples that waited when the LLM came back
     * @param backlogSeconds until the last of these had its validation
     * @param twice validations of an id that had one
     * @param lost samples without any validation in the end
     */
    record Report(
            Machine machine,
            Plan plan,
            long requests,
            long results,
            long distinctResults,
            double before,
            double during,
            double after,
            long samples,
            long answered,
            long missing,
            long backlog,
            double backlogSeconds,
            long twice,
            long lost) {

        boolean isExact() {
            return results == requests && distinctResults == requests && twice == 0 && lost == 0;
        }

        /** Whether executions went on as if nothing had happened. */
        boolean isAtFullRate() {
            return during >= FULL_RATE * plan.perSecond();
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    """
                    %s
                    the LLM is away for %s min (%s), at %d requests a second
                    results a second       %.0f before, %.0f meanwhile, %.0f afterwards
                    requests, results      %,d, %,d (%,d different)
                    samples                %,d: %,d answered, %,d counted as missing, %d lost, %d twice
                    backlog at the end     %,d samples, gone after %.0f s""",
                    machine,
                    plan.outage().toSeconds() / 60.0,
                    plan.kind().name().toLowerCase(Locale.ROOT),
                    plan.perSecond(),
                    before,
                    during,
                    after,
                    requests,
                    results,
                    distinctResults,
                    samples,
                    answered,
                    missing,
                    lost,
                    twice,
                    backlog,
                    backlogSeconds);
        }
    }

    private final Plan plan;
    private final DataDir data;
    private final BrokerProcess broker;
    private final KafkaSettings settings;
    private final LlmServer llm = LlmServer.start();
    private final UpProcess up;
    private final Set<String> sampled = new HashSet<>();
    private final Set<String> validated = new HashSet<>();
    private final Set<String> waiting = new HashSet<>();
    private long back;
    private double gone;
    private long missing;
    private long twice;

    OracleOutage(Path folder, Plan plan) throws IOException {
        this.plan = plan;
        this.data = DataDir.open(folder.resolve("data"));
        this.broker = BrokerProcess.start(folder.resolve("broker"));
        this.settings = KafkaSettings.at(broker.servers());
        this.up = new UpProcess(folder.resolve("up.log"), arguments());
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--data-dir", data.root().toString()));
        arguments.addAll(List.of("--parallelism", Integer.toString(plan.parallelism())));
        arguments.addAll(List.of("--kafka", broker.servers()));
        arguments.addAll(List.of("-D", UpProcess.UNSIGNED));
        arguments.addAll(List.of("-D", "loopai.oracle.llm.base_url=" + llm.url()));
        arguments.addAll(List.of("-D", "loopai.oracle.llm.model=test-model"));
        plan.settings().forEach(setting -> arguments.addAll(List.of("-D", setting)));
        return arguments;
    }

    /** All of it; may be called once. */
    Report run() throws Exception {
        TaskSpec task =
                TaskFile.parse(
                        """
                        id: tickets
                        input_schema:  {type: object, properties: {text: {type: string}}, required: [text]}
                        output_schema: {type: string, enum: [billing, technical, account, shipping, sales]}
                        sampling: {policy: random, rate: 0.05}
                        privacy: permissive
                        oracle: llm
                        """,
                        "tickets.yaml");
        ArtifactRepository artifacts = new ArtifactRepository(data);
        artifacts.putTask(task);
        artifacts.add(task.id(), Workload.programSource(), "ecj");
        artifacts.activate(task.id(), 1);
        llm.then(WELL);
        up.start();
        try (CommittedResults results = CommittedResults.follow(settings);
                TopicReader samples = read(settings.topics().samples());
                TopicReader validations = read(settings.topics().validations())) {
            CompletableFuture<Void> sent =
                    new RequestFlow(settings, plan.requests(), plan.perSecond()).start();
            double before = follow(plan.before(), results, samples, validations);
            plan.kind().begin(llm);
            double during = follow(plan.outage(), results, samples, validations);
            plan.kind().end(llm);
            back = System.nanoTime();
            waiting.addAll(sampled);
            waiting.removeAll(validated);
            int backlog = waiting.size();
            double after = follow(plan.after(), results, samples, validations);
            sent.get();
            boolean done = false;
            while (!done && System.nanoTime() - back < LONGEST_DRAIN_NANOS) {
                look(samples, validations);
                done = results.count() >= plan.requests() && validated.containsAll(sampled);
            }
            up.stop(); // what is still under way is committed
            look(samples, validations);
            DeliveryCounts counts = DeliveryCounts.of(settings, data, plan.requests());
            Set<String> lost = new HashSet<>(sampled);
            lost.removeAll(validated);
            return new Report(
                    Machine.here(),
                    plan,
                    plan.requests(),
                    counts.results(),
                    counts.distinctResults(),
                    before,
                    during,
                    after,
                    sampled.size(),
                    validated.size() - missing,
                    missing,
                    backlog,
                    gone,
                    twice,
                    lost.size());
        }
    }

    private TopicReader read(String topic) {
        return TopicReader.fromBeginning(settings, topic);
    }

    /** Results a second in this time. */
    private double follow(
            Duration time, CommittedResults results, TopicReader samples, TopicReader validations)
            throws IOException {
        long begun = System.nanoTime();
        long countBefore = results.count();
        while (System.nanoTime() - begun < time.toNanos()) {
            up.requireAlive();
            look(samples, validations);
        }
        return (results.count() - countBefore) / ((System.nanoTime() - begun) / 1e9);
    }

    private void look(TopicReader samples, TopicReader validations) {
        samples.poll(WAIT)
                .forEach(message -> sampled.add(Json.read(message.value(), Execution.class).id()));
        validations
                .poll(WAIT)
                .forEach(message -> validated(Json.read(message.value(), Validation.class)));
    }

    private void validated(Validation validation) {
        twice += validated.add(validation.id()) ? 0 : 1;
        missing += validation.expected() == null ? 1 : 0;
        if (waiting.remove(validation.id())) {
            gone = (System.nanoTime() - back) / 1e9;
        }
    }

    @Override
    public void close() throws IOException {
        up.close();
        llm.close();
        broker.close();
    }
}
