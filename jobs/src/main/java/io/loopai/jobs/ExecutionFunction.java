package io.loopai.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.loopai.engine.Engine;
import io.loopai.engine.EngineOptions;
import io.loopai.engine.Envelope;
import io.loopai.engine.Outcome;
import io.loopai.engine.Outcome.Executed;
import io.loopai.engine.Outcome.Rejected;
import io.loopai.engine.RawRecord;
import io.loopai.files.OutputLine;
import io.loopai.task.ControlMessage;
import io.loopai.task.DeadLetter;
import io.loopai.task.Deployment;
import io.loopai.task.Event;
import io.loopai.task.Json;
import io.loopai.task.Traffic;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers records with the deployed programs: records on the first input, deployments on the
 * broadcast one. The main output carries results.
 *
 * <p>State holds the deployments, sources included, never classes. At every start the programs are
 * compiled anew, from the restored state and from a {@link DeploymentSnapshot}; the higher revision
 * wins. So no record ever meets a subtask without its program. Which versions an engine has
 * quarantined is not in the state: after a restore or a rescale the active version gets its requests
 * back, and every subtask finds out anew, within 200 requests, what is wrong with it.
 *
 * <p>Runs inside an {@link ExecutionOperator}, which has it {@link #flush} before every checkpoint.
 */
public final class ExecutionFunction
        extends BroadcastProcessFunction<RawRecord, ControlMessage, OutputLine>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ExecutionFunction.class);

    /** Task id to its deployment in force, as it was published. */
    public static final MapStateDescriptor<String, ControlMessage> DEPLOYMENTS =
            new MapStateDescriptor<>("deployments", Types.STRING, Types.POJO(ControlMessage.class));

    /** Every execution, one for each result. */
    public static final OutputTag<OutputLine> EXECUTIONS =
            new OutputTag<>("executions", TypeInformation.of(OutputLine.class));

    /** The executions that were chosen for the oracle. */
    public static final OutputTag<OutputLine> SAMPLES =
            new OutputTag<>("samples", TypeInformation.of(OutputLine.class));

    /** The executions whose callers wait for the oracle, for requests that came from a queue. */
    public static final OutputTag<OutputLine> FALLBACKS =
            new OutputTag<>("fallbacks", TypeInformation.of(OutputLine.class));

    /** What could not be run, with the reason. */
    public static final OutputTag<OutputLine> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(OutputLine.class));

    /** What happened to deployments and versions. */
    public static final OutputTag<OutputLine> EVENTS =
            new OutputTag<>("events", TypeInformation.of(OutputLine.class));

    /** What the versions did since the last checkpoint, added up. */
    public static final OutputTag<OutputLine> TRAFFIC =
            new OutputTag<>("traffic", TypeInformation.of(OutputLine.class));

    /** How many results, samples and dead letters came since the last checkpoint. */
    static final OutputTag<Map<String, Long>> COUNTS =
            new OutputTag<>("counts", Types.MAP(Types.STRING, Types.LONG));

    private final EngineOptions options;
    private final DeploymentTrust trust;
    private final DeploymentSnapshot snapshot;
    private final boolean resultsInOneFolder;
    private final Clock clock;

    private transient Engine engine;
    private transient List<Event> events;
    private transient Buckets buckets;
    private transient Counts counts;
    private transient ExecutionMetrics metrics;

    /**
     * @param trust asked for every deployment, those of restored state included: keys may change
     * @param snapshot read once by every subtask before its first record
     * @param resultsInOneFolder whether results get no folder of their own by task and date
     */
    public ExecutionFunction(
            EngineOptions options,
            DeploymentTrust trust,
            DeploymentSnapshot snapshot,
            boolean resultsInOneFolder) {
        this(options, trust, snapshot, resultsInOneFolder, Clock.systemUTC());
    }

    ExecutionFunction(
            EngineOptions options,
            DeploymentTrust trust,
            DeploymentSnapshot snapshot,
            boolean resultsInOneFolder,
            Clock clock) {
        this.options = options;
        this.trust = trust;
        this.snapshot = snapshot;
        this.resultsInOneFolder = resultsInOneFolder;
        this.clock = clock;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        events = new ArrayList<>();
        buckets = new Buckets(resultsInOneFolder);
        metrics = new ExecutionMetrics(getRuntimeContext().getMetricGroup());
        counts = new Counts();
        engine =
                new Engine(
                        options,
                        getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                        getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(),
                        clock,
                        events::add);
        BroadcastState<String, ControlMessage> restored =
                context.getOperatorStateStore().getBroadcastState(DEPLOYMENTS);
        for (Map.Entry<String, ControlMessage> message : restored.immutableEntries()) {
            apply(message.getValue(), message.getValue().read());
        }
        applyNewestFirst(snapshot.read());
    }

    /** Of each task the newest that can be used: older ones need not be compiled. */
    private void applyNewestFirst(List<ControlMessage> messages) {
        Map<ControlMessage, Deployment> deployments = new HashMap<>();
        messages.forEach(message -> deployments.put(message, message.read()));
        Set<String> settled = new HashSet<>();
        messages.stream()
                .sorted(Comparator.comparingLong(message -> -deployments.get(message).revision()))
                .filter(message -> !settled.contains(deployments.get(message).task()))
                .forEach(
                        message -> {
                            Deployment deployment = deployments.get(message);
                            if (apply(message, deployment) != Engine.Applied.REFUSED) {
                                settled.add(deployment.task());
                            }
                        });
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // Broadcast state is written as deployments come.
    }

    /** Hands on what no record has carried out: counts, traffic, and events without records. */
    void flush(Output<StreamRecord<OutputLine>> output) {
        emitEvents((tag, line) -> output.collect(tag, new StreamRecord<>(line)));
        for (Traffic traffic : engine.takeTraffic()) {
            output.collect(TRAFFIC, new StreamRecord<>(new OutputLine("", Json.bytes(traffic))));
        }
        Map<String, Long> taken = counts.take();
        if (!taken.isEmpty()) {
            output.collect(COUNTS, new StreamRecord<>(taken));
        }
    }

    @Override
    public void processElement(
            RawRecord record, ReadOnlyContext context, Collector<OutputLine> results)
            throws Exception {
        Outcome outcome = engine.execute(record);
        if (outcome instanceof Executed executed) {
            emit(executed, record.envelope(), context, results);
        } else {
            emit(((Rejected) outcome).deadLetter(), record.envelope(), context);
        }
        if (!events.isEmpty()) {
            emitEvents(context::output);
        }
    }

    @Override
    public void processBroadcastElement(
            ControlMessage message, Context context, Collector<OutputLine> results)
            throws Exception {
        Deployment deployment;
        try {
            deployment = message.read();
        } catch (UncheckedIOException e) {
            LOG.warn(
                    "A message on the control stream is no deployment and changes nothing; publish"
                            + " the deployment again: {}",
                    where(e));
            metrics.refused();
            return;
        }
        Engine.Applied applied = apply(message, deployment);
        BroadcastState<String, ControlMessage> state = context.getBroadcastState(DEPLOYMENTS);
        if (applied == Engine.Applied.SWAPPED
                || applied == Engine.Applied.STALE && isNews(deployment, state)) {
            state.put(deployment.task(), message);
        }
        if (!events.isEmpty()) {
            emitEvents(context::output);
        }
    }

    private Engine.Applied apply(ControlMessage message, Deployment deployment) {
        long start = System.nanoTime();
        Optional<String> distrust = trust.problem(message);
        Engine.Applied applied =
                distrust.isPresent()
                        ? engine.refuse(
                                deployment, "the deployment is not trusted: " + distrust.get())
                        : engine.apply(deployment);
        if (applied == Engine.Applied.SWAPPED) {
            metrics.swapped(System.nanoTime() - start);
        } else if (applied == Engine.Applied.REFUSED) {
            metrics.refused();
        }
        return applied;
    }

    /**
     * Whether a stale deployment belongs into the state. What this subtask knew from its snapshot is
     * stale to the engine and still news to the state, which has to be the same on all subtasks:
     * the highest revision that the stream brought and that can be used, whatever snapshots held.
     */
    private boolean isNews(Deployment deployment, BroadcastState<String, ControlMessage> state)
            throws Exception {
        ControlMessage known = state.get(deployment.task());
        return (known == null || known.read().revision() < deployment.revision())
                && engine.isUsable(deployment);
    }

    private void emit(
            Executed executed,
            Envelope envelope,
            ReadOnlyContext context,
            Collector<OutputLine> results) {
        Buckets.OfTask bucket = buckets.of(executed.task(), executed.executedAt());
        if (executed.waitsForOracle() && envelope != null) {
            // Result and execution are written together, when the oracle has answered.
            context.output(FALLBACKS, new OutputLine("", executed.execution(), envelope));
        } else {
            results.collect(new OutputLine(bucket.results(), executed.result(), envelope));
            context.output(EXECUTIONS, new OutputLine(bucket.executions(), executed.execution()));
        }
        if (executed.sampled()) {
            context.output(
                    SAMPLES, new OutputLine(bucket.samples(), executed.execution(), envelope));
        }
        counts.executed(executed);
        metrics.executed(executed);
    }

    private void emit(DeadLetter letter, Envelope envelope, ReadOnlyContext context) {
        String bucket = Buckets.deadLetters(letter.rejectedAt());
        context.output(DEAD_LETTERS, new OutputLine(bucket, Json.bytes(letter), envelope));
        counts.rejected();
        metrics.rejected(letter.reason());
    }

    private void emitEvents(BiConsumer<OutputTag<OutputLine>, OutputLine> output) {
        for (Event event : events) {
            if (event.kind() == Event.Kind.VERSION_QUARANTINED) {
                counts.quarantined(event.task(), event.version());
                metrics.quarantined(event.task(), event.version());
            } else if (event.kind() == Event.Kind.VERSION_FAILING) {
                counts.failing(event.task(), event.version());
            }
            output.accept(EVENTS, new OutputLine(Buckets.events(event.at()), Json.bytes(event)));
        }
        events.clear();
    }

    /** Without the parser's own words: they quote the message, and examples may hold personal data. */
    private static String where(UncheckedIOException e) {
        return e.getCause() instanceof JsonProcessingException problem
                        && problem.getLocation() != null
                ? "unreadable at line %d, column %d"
                        .formatted(
                                problem.getLocation().getLineNr(),
                                problem.getLocation().getColumnNr())
                : "null, or cut off";
    }
}
