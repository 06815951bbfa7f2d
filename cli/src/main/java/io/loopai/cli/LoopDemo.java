package io.loopai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.cli.terminal.Formats;
import io.loopai.cli.terminal.ProgressLine;
import io.loopai.decision.Rollout;
import io.loopai.generator.Generation;
import io.loopai.generator.Generator;
import io.loopai.generator.Strategy;
import io.loopai.generator.llm.LlmStrategy;
import io.loopai.jobs.LoopaiOptions;
import io.loopai.kafka.Topics;
import io.loopai.oracle.CostBudget;
import io.loopai.oracle.LlmClient;
import io.loopai.oracle.LlmException;
import io.loopai.oracle.LlmOracle;
import io.loopai.service.housekeeping.Housekeeping;
import io.loopai.service.loop.ImprovementLoop;
import io.loopai.store.DataDir;
import io.loopai.task.Json;
import io.loopai.task.Oracle;
import io.loopai.task.TaskSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The loop at work on the whole stack, in three acts: a first program gets better, the stream changes
 * and it gets better again, and a version that is made worse on purpose gets nowhere.
 */
final class LoopDemo {

    private static final Duration GLANCE = Duration.ofMillis(250);

    /** An act that takes longer is over all the same. */
    private static final double LONGEST_ACT = 95;

    /** With the start, and with what is still to be answered in the end. */
    private static final double LONGEST = 300;

    private static final double LONGEST_DRAIN = 45;
    private static final Duration LONGEST_DELIVERY = Duration.ofSeconds(60);
    private static final double TARGET = 0.9;
    private static final double LATENCY_TARGET_MS = 100;
    private static final long SEED = 7;
    private static final int MOST_LABELS = 1_000;

    private static final ImprovementLoop.Options QUICK =
            new ImprovementLoop.Options(
                    new Rollout.Pace(Duration.ofSeconds(2), 500, 20, 400),
                    Duration.ofMillis(250),
                    MOST_LABELS);

    private final DataDir data;
    private final int rate;
    private final int parallelism;
    private final LlmOption llm;
    private final boolean asksLlm;
    private final Output output;
    private final ProgressLine progress;
    private final TaskSpec task = Example.task();
    private final List<AgreementPlot.Mark> marks = new ArrayList<>();

    private Optional<CostBudget> writing = Optional.empty();
    private Stack stack;
    private DemoProducer producer;
    private DemoMeter meter;
    private DemoVersions versions;
    private long begun;
    private double latest;
    private int worse;

    /** Whether all acts ended as they should. */
    enum Result {
        SHOWN,
        NOT_SHOWN
    }

    LoopDemo(DataDir data, int rate, int parallelism, LlmOption llm, Output output) {
        this.data = data;
        this.rate = rate;
        this.parallelism = parallelism;
        this.llm = llm;
        this.asksLlm = llm.settings().isPresent();
        this.output = output;
        this.progress = new ProgressLine(output.err());
    }

    Result run() throws Exception {
        long opened = System.nanoTime();
        Optional<LlmClient> client = llm.open(data.root());
        client.ifPresent(open -> LlmOption.warn(open, output));
        client.ifPresent(LoopDemo::greet);
        writing = client.map(LlmClient::budget);
        Optional<LlmStrategy> writer = client.map(open -> new LlmStrategy(open, llm.options()));
        try (Stack started = Stack.start(data, plan(writer), output.err(), () -> false)) {
            stack = started;
            versions =
                    new DemoVersions(
                            stack.decisions().deployments(),
                            task.id(),
                            this::say,
                            version -> mark("v" + version));
            createTask(writer);
            awaitProgram();
            try {
                begun = System.nanoTime();
                latest = LONGEST - (begun - opened) / 1e9;
                meter = new DemoMeter(stack.kafka());
                producer = DemoProducer.start(stack.kafka(), rate, !asksLlm);
                return acts();
            } finally {
                if (producer != null) {
                    producer.close();
                }
                if (meter != null) {
                    meter.close();
                }
            }
        }
    }

    /** Whoever has the wrong key is to hear of it now, not after minutes. */
    private static void greet(LlmClient client) {
        try {
            LlmOracle.greet(client);
        } catch (LlmException e) {
            throw new CommandFailedException(e.getMessage(), e);
        }
    }

    private Stack.Plan plan(Optional<LlmStrategy> writer) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(LoopaiOptions.CHECKPOINT_INTERVAL.key(), "1 s");
        llm.settings()
                .ifPresent(
                        named -> {
                            settings.put(LoopaiOptions.ORACLE_LLM_URL.key(), named.baseUrl());
                            settings.put(LoopaiOptions.ORACLE_LLM_MODEL.key(), named.model());
                        });
        llm.pricesTo(settings);
        return new Stack.Plan(
                null,
                null,
                Map.of(),
                new Topics("loopai"),
                null,
                Optional.empty(),
                null,
                task.id(),
                parallelism,
                settings,
                new Stack.Improvement(() -> writer, QUICK),
                Housekeeping.Limits.DEFAULT);
    }

    private void createTask(Optional<LlmStrategy> writer) throws Exception {
        ApiClient api = api();
        api.post("/api/v1/tasks", described(task.description()));
        Generation first =
                new Generator(task, List.of(), SEED)
                        .generate(writer.isPresent() ? Strategy.AUTO : Strategy.LEARNED, writer);
        ObjectNode program = Json.MAPPER.createObjectNode();
        program.put("code", first.source());
        program.put("language", "java");
        api.post("/api/v1/tasks/" + task.id() + "/artifacts", program);
        first.notes().forEach(this::say);
        say("v1, " + first.strategy() + " from " + task.examples().size() + " examples, answers");
    }

    /** The task as it is told to the service. */
    private ObjectNode described(String description) {
        ObjectNode body = Json.MAPPER.valueToTree(task);
        body.put("name", "Support tickets");
        body.put("description", description);
        body.put("accuracy_target", TARGET);
        // On a machine that does much else, programs wait for longer than they run.
        body.put("latency_target_ms", LATENCY_TARGET_MS);
        if (asksLlm) {
            body.put("oracle", Json.name(Oracle.LLM));
            // Half of it is for programs, which the same budget limits.
            body.withObjectProperty("sampling").put("usd_per_day", 2 * llm.budgetUsd());
        }
        return body;
    }

    private ApiClient api() {
        return new ApiClient(stack.addresses().get("api"));
    }

    /** A ticket that is read before its program would be a dead letter. */
    private void awaitProgram() throws Exception {
        long deadline = System.nanoTime() + LONGEST_DELIVERY.toNanos();
        while (InProcessMetrics.sum("swaps") < parallelism) {
            stack.requireHealth();
            if (System.nanoTime() > deadline) {
                throw new CommandFailedException(
                        "v1 did not reach the job within %d s; see the log for what the job says"
                                .formatted(LONGEST_DELIVERY.toSeconds()));
            }
            Thread.sleep(GLANCE.toMillis());
        }
    }

    private Result acts() throws Exception {
        List<String> missed = new ArrayList<>();
        // What an LLM writes may be good enough from the start.
        boolean learned =
                act(() -> isGood() && (asksLlm || versions.active() > 1) && versions.isSettled());
        int before = versions.active();
        mark("the tickets change");
        say("the tickets change: new products, new words, and who cancels is a matter for sales");
        api().put("/api/v1/tasks/" + task.id(), described(Example.phrases().after().description()));
        producer.shift();
        meter.forget();
        double shiftedAt = seconds();
        boolean fell = act(() -> meter.isReady() && meter.agreement() < TARGET);
        double fallen = meter.agreement();
        boolean recovered =
                act(() -> isGood() && versions.active() > before && versions.isSettled());
        double recoveredAt = seconds();
        Double driftSeconds = meter.driftSeconds();
        boolean resisted = worse();
        producer.close();
        boolean drained = watch(latest, () -> read() >= producer.sent());
        String good = "an agreement of %.0f%%".formatted(100 * TARGET);
        note(missed, learned, good + " before the tickets changed");
        note(missed, fell, "an agreement below the target after that");
        note(missed, driftSeconds != null, "a version asked for because of the change");
        note(missed, recovered, good + " again, by a version made after it");
        note(missed, resisted, "the worse version at 5% at most, and taken back");
        note(missed, drained, "an answer to every ticket");
        LoopDemoReport report =
                new LoopDemoReport(
                        producer.sent(),
                        InProcessMetrics.sum("dead_letters"),
                        seconds(),
                        fallen,
                        driftSeconds,
                        recovered ? recoveredAt - shiftedAt : null,
                        meter.agreement(),
                        TARGET,
                        meter.asked(),
                        meter.missing(),
                        oracleUsd(),
                        writing.map(CostBudget::spentUsd).orElse(0.0),
                        versions.measured(meter),
                        worse,
                        plot().toString(),
                        data.executions(task.id()).toString(),
                        missed);
        progress.clear();
        report.print(output);
        return report.shown() ? Result.SHOWN : Result.NOT_SHOWN;
    }

    private static void note(List<String> missed, boolean happened, String what) {
        if (!happened) {
            missed.add(what);
        }
    }

    /** As the ledger has it. */
    private double oracleUsd() {
        double usd = 0;
        for (JsonNode day : api().get("/api/v1/tasks/" + task.id() + "/costs").path("days")) {
            usd += day.path("oracle_usd").asDouble();
        }
        return usd;
    }

    /** A version that says the same of everything challenges the live one, which is better. */
    private boolean worse() throws Exception {
        ObjectNode program = Json.MAPPER.createObjectNode();
        program.put(
                "code",
                """
                import io.loopai.program.*;

                /** Made worse on purpose. */
                public final class Stubborn implements Program {
                    public Answer answer(Input in) {
                        return Answer.of("technical");
                    }
                }
                """);
        program.put("language", "java");
        ApiClient api = api();
        worse =
                api.post("/api/v1/tasks/" + task.id() + "/artifacts", program)
                        .get("version")
                        .asInt();
        say("v%d, made worse on purpose, challenges v%d".formatted(worse, versions.active()));
        api.post(
                "/api/v1/tasks/%s/artifacts/%d/challenge".formatted(task.id(), worse),
                Map.of("reason", "made worse on purpose"));
        boolean left = act(() -> !versions.isRunning(worse));
        return left && versions.highestShare(worse).filter(share -> share <= 0.05).isPresent();
    }

    /** Something to wait for. */
    private interface End {
        boolean isReached() throws Exception;
    }

    /** Shows what happens until it is over. */
    private boolean act(End end) throws Exception {
        return watch(Math.min(latest - LONGEST_DRAIN, seconds() + LONGEST_ACT), end);
    }

    private boolean watch(double until, End end) throws Exception {
        while (seconds() < until) {
            stack.requireHealth();
            meter.look(seconds());
            versions.look();
            if (end.isReached()) {
                versions.look();
                return true;
            }
            progress.update(this::progressText);
            Thread.sleep(GLANCE.toMillis());
        }
        return end.isReached();
    }

    private static long read() {
        return InProcessMetrics.sum("executions") + InProcessMetrics.sum("dead_letters");
    }

    private boolean isGood() {
        return meter.isReady() && meter.agreement() >= TARGET;
    }

    private Path plot() throws Exception {
        Path file = data.root().resolve("agreement.svg");
        Files.writeString(
                file,
                AgreementPlot.svg(
                        "Agreement of program and oracle, of the last 200 audit labels, with its"
                                + " 95% interval",
                        meter.points(), marks, TARGET, seconds()));
        return file;
    }

    private String progressText() {
        long answered = InProcessMetrics.sum("executions");
        String agreement =
                meter.isReady()
                        ? "agreement %.1f%% (%.1f–%.1f)"
                                .formatted(
                                        100 * meter.agreement(),
                                        100 * meter.interval().low(),
                                        100 * meter.interval().high())
                        : "agreement –";
        return "%3.0f s  %s answered  %s  %s  oracle asked %s times, %s"
                .formatted(
                        seconds(),
                        Formats.count(answered),
                        Formats.rate(answered / Math.max(1, seconds())),
                        agreement,
                        Formats.count(meter.asked()),
                        asksLlm
                                ? LoopDemoReport.usd(oracleUsd())
                                : "an LLM would cost " + LoopDemoReport.guess(meter.asked()));
    }

    private void mark(String text) {
        marks.add(new AgreementPlot.Mark(seconds(), text));
    }

    private double seconds() {
        return begun == 0 ? 0 : (System.nanoTime() - begun) / 1e9;
    }

    private void say(String text) {
        progress.clear();
        output.err().println("%4.0f s  %s".formatted(seconds(), text));
    }
}
