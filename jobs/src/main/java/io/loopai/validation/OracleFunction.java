package io.loopai.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.comparison.Comparison;
import io.loopai.comparison.Comparisons;
import io.loopai.engine.Envelope;
import io.loopai.engine.RawRecord;
import io.loopai.files.OutputLine;
import io.loopai.files.RawRecordType;
import io.loopai.jobs.DeploymentSnapshot;
import io.loopai.jobs.DeploymentTrust;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import io.loopai.task.Label;
import io.loopai.task.Oracle;
import io.loopai.task.TaskSpec;
import io.loopai.task.Validation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sees to it that every sample is answered or counted as missing, and that every caller who waits gets
 * exactly one result.
 *
 * <p>Keyed by task and request id. What waits, waits in keyed state with a timer: for a label, for the
 * LLM, for its next try. So one question holds up no other one, a restart loses none (the LLM is asked
 * again), and an id that comes twice is recognised. A sample is kept after its answer for as long as a
 * label may come for it: what a person says later replaces the answer. What the LLM has cost today is
 * in operator state. The main output carries validations.
 */
final class OracleFunction
        extends KeyedBroadcastProcessFunction<
                String, Tuple3<String, String, RawRecord>, ControlMessage, OutputLine>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    static final MapStateDescriptor<String, ControlMessage> DEPLOYMENTS =
            new MapStateDescriptor<>("deployments", Types.STRING, Types.POJO(ControlMessage.class));

    static final OutputTag<OutputLine> RESULTS =
            new OutputTag<>("results", TypeInformation.of(OutputLine.class));
    static final OutputTag<OutputLine> EXECUTIONS =
            new OutputTag<>("executions", TypeInformation.of(OutputLine.class));
    static final OutputTag<OutputLine> EVENTS =
            new OutputTag<>("events", TypeInformation.of(OutputLine.class));

    private final OracleSettings settings;
    private final DeploymentTrust trust;
    private final DeploymentSnapshot snapshot;

    private transient ValueState<RawRecord> sample;
    private transient ValueState<RawRecord> fallback;
    private transient ValueState<RawRecord> validated;
    private transient ValueState<byte[]> label;
    private transient ValueState<byte[]> reply;
    private transient ValueState<Progress> progress;
    private transient ListState<Spent> spent;
    private transient DailyBudgets budgets;
    private transient Specs specs;
    private transient LlmQuestions llm;
    private transient KnownLabels known;
    private transient DroppedLabels dropped;

    OracleFunction(OracleSettings settings, DeploymentTrust trust, DeploymentSnapshot snapshot) {
        this.settings = settings;
        this.trust = trust;
        this.snapshot = snapshot;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        // Each subtask gets what all have spent: there may be more or fewer of them now.
        spent =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>("spent", Types.POJO(Spent.class)));
        budgets =
                DailyBudgets.restored(
                        spent.get(),
                        getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        spent.update(budgets.spent());
    }

    @Override
    public void open(OpenContext context) throws Exception {
        sample = state("sample", RawRecordType.INSTANCE);
        fallback = state("fallback", RawRecordType.INSTANCE);
        // The name is from when only samples without an answer were kept; checkpoints have it.
        validated = state("unanswered", RawRecordType.INSTANCE);
        label = state("label", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
        reply = state("reply", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
        progress = state("progress", Types.POJO(Progress.class));
        specs = new Specs(trust);
        snapshot.read().forEach(specs::add);
        known = KnownLabels.read(settings.labelFile());
        dropped = new DroppedLabels(getRuntimeContext().getMetricGroup(), settings.labelWait());
        llm =
                LlmQuestions.open(
                        settings,
                        System.getenv(),
                        budgets,
                        getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
    }

    @Override
    public void close() {
        if (llm != null) {
            llm.close();
        }
    }

    @Override
    public void processBroadcastElement(
            ControlMessage message, Context context, Collector<OutputLine> out) throws Exception {
        if (specs.add(message)) {
            BroadcastState<String, ControlMessage> state = context.getBroadcastState(DEPLOYMENTS);
            state.put(message.read().task(), message);
        }
    }

    @Override
    public void processElement(
            Tuple3<String, String, RawRecord> message,
            ReadOnlyContext context,
            Collector<OutputLine> out)
            throws Exception {
        long now = context.currentProcessingTime();
        Progress at = progress.value();
        if (at == null) {
            at = new Progress();
            at.since = now;
            at.forgetAt = now + settings.labelWait().toMillis();
        }
        switch (message.f0) {
            case Message.SAMPLE -> {
                if (!at.validated && sample.value() == null) {
                    sample.update(message.f2);
                    // A label may have come days before.
                    at.since = now;
                }
            }
            case Message.FALLBACK -> {
                if (!at.answered && fallback.value() == null) {
                    fallback.update(message.f2);
                    at.callerUntil = now + settings.fallbackWait().toMillis();
                }
            }
            default -> {
                if (validated.value() != null) {
                    restoreSpecs(context);
                    answerAgain(message.f2.value(), at, now, out);
                } else if (reply.value() == null) {
                    keep(message.f2.value());
                } else {
                    drop(message.f1, now, context);
                }
            }
        }
        goOn(message.f1, at, now, context, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OutputLine> out)
            throws Exception {
        Progress at = progress.value();
        if (at != null) {
            restoreSpecs(context);
            goOn(context.getCurrentKey(), at, context.currentProcessingTime(), context, out);
        }
    }

    /** The sample has still to come; of labels that wait for it the last one counts. */
    private void keep(byte[] given) throws Exception {
        if (label.value() == null || known(given).mayReplace(known(label.value()))) {
            label.update(given);
        }
    }

    private void drop(String key, long now, ReadOnlyContext context) {
        dropped.add(Message.task(key), now)
                .ifPresent(event -> context.output(EVENTS, Lines.event(event)));
    }

    /** A label for a sample that was answered, or to which there was no answer. */
    private void answerAgain(byte[] given, Progress at, long now, Collector<OutputLine> out)
            throws Exception {
        OracleReply earlier = Json.read(reply.value(), OracleReply.class);
        OracleReply answer = known(given);
        if (!answer.mayReplace(earlier)) {
            return;
        }
        reply.update(Json.bytes(answer));
        if (answer.repeats(earlier)) {
            return;
        }
        Execution execution = Json.read(validated.value().value(), Execution.class);
        Validation before = validation(execution, earlier, at.validatedAt, null);
        // After the one before, also in the same millisecond: readers go by the time.
        at.validatedAt = Math.max(now, at.validatedAt + 1);
        out.collect(Lines.validation(validation(execution, answer, at.validatedAt, before)));
    }

    /** Does what can be done now, and sets a timer for what comes next. */
    private void goOn(
            String key, Progress at, long now, ReadOnlyContext context, Collector<OutputLine> out)
            throws Exception {
        restoreSpecs(context);
        RawRecord waiting = sample.value() != null ? sample.value() : fallback.value();
        if (waiting != null) {
            Execution execution = Json.read(waiting.value(), Execution.class);
            OracleReply answer = reply(key, execution, at, now, context);
            if (answer != null) {
                validate(waiting, execution, at, answer, now, out);
            }
            answerCaller(at, answer, now, context);
        }
        boolean done = sample.value() == null && fallback.value() == null;
        if (now >= at.forgetAt && done) {
            if (label.value() != null) {
                drop(key, now, context);
            }
            label.clear();
            reply.clear();
            validated.clear();
            progress.clear();
            return;
        }
        if (now >= at.forgetAt) {
            at.forgetAt = now + settings.remember().toMillis(); // it still waits for its answer
        }
        progress.update(at);
        long next = at.forgetAt;
        if (fallback.value() != null) {
            next = Math.min(next, at.callerUntil);
        }
        if (waiting != null && reply.value() == null && at.askAt > 0) {
            next = Math.min(next, at.askAt);
        }
        // Never in the past: a timer for then would fire again and again in this very moment.
        context.timerService().registerProcessingTimeTimer(Math.max(next, now + 1));
    }

    /** The oracle's last word; null as long as there is none. */
    private OracleReply reply(
            String key, Execution execution, Progress at, long now, ReadOnlyContext context)
            throws Exception {
        if (reply.value() != null) {
            return Json.read(reply.value(), OracleReply.class);
        }
        OracleReply found = find(key, execution, at, now, context);
        if (found != null) {
            reply.update(Json.bytes(found));
            label.clear();
            llm.forget(key);
            at.forgetAt = now + settings.remember().toMillis();
        }
        return found;
    }

    private OracleReply find(
            String key, Execution execution, Progress at, long now, ReadOnlyContext context)
            throws Exception {
        OracleReply given = label.value() == null ? null : known(label.value());
        Optional<JsonNode> came =
                Optional.ofNullable(execution.label()).or(() -> known.of(execution));
        if (came.isPresent()) {
            OracleReply right = OracleReply.known(came.get(), Oracle.LABELS);
            return given != null && given.mayReplace(right) ? given : right;
        }
        if (given != null) {
            return given;
        }
        TaskSpec task = task(execution.task());
        Oracle oracle = task == null ? Oracle.LABELS : llm.oracleOf(task);
        if (oracle == Oracle.LLM) {
            return llm.ask(
                    key,
                    task,
                    execution,
                    at,
                    now,
                    event -> context.output(EVENTS, Lines.event(event)));
        }
        at.askAt = 0;
        if (oracle == Oracle.LABELS && known.areFor(execution.task())) {
            return OracleReply.missing(oracle, known.missing());
        }
        if (now < at.since + settings.labelWait().toMillis()) {
            return null;
        }
        return OracleReply.missing(
                oracle,
                (task == null ? "the task is not deployed, and " : "")
                        + Validation.NO_LABEL_CAME
                        + " within "
                        + settings.labelWait().toHours()
                        + " hours");
    }

    private static OracleReply known(byte[] label) {
        Label given = Json.read(label, Label.class);
        return OracleReply.known(
                given.output(), given.oracle() == null ? Oracle.LABELS : given.oracle());
    }

    private void validate(
            RawRecord record,
            Execution execution,
            Progress at,
            OracleReply answer,
            long now,
            Collector<OutputLine> out)
            throws Exception {
        if (!at.validated) {
            out.collect(Lines.validation(validation(execution, answer, now, null)));
            at.validated = true;
            at.validatedAt = now;
            long labelUntil = at.since + settings.labelWait().toMillis();
            if (now < labelUntil) {
                validated.update(record);
                at.forgetAt = Math.max(at.forgetAt, labelUntil);
            }
        }
        sample.clear();
    }

    private Validation validation(
            Execution execution, OracleReply answer, long at, Validation earlier) {
        return Lines.validation(
                execution, answer, comparison(execution.task()), Instant.ofEpochMilli(at), earlier);
    }

    private void answerCaller(Progress at, OracleReply answer, long now, ReadOnlyContext context)
            throws Exception {
        RawRecord caller = fallback.value();
        if (caller == null || answer == null && now < at.callerUntil) {
            return;
        }
        Execution waiting = Json.read(caller.value(), Execution.class);
        boolean helped = answer != null && answer.expected() != null;
        String error =
                helped
                        ? null
                        : "the program abstained, and the task's oracle gave no answer: "
                                + (answer != null
                                        ? answer.error()
                                        : "it took longer than "
                                                + settings.fallbackWait().toMillis()
                                                + " ms");
        Execution executed = Lines.answered(waiting, helped ? answer.expected() : null, error);
        Envelope envelope = caller.envelope();
        context.output(RESULTS, Lines.result(executed, envelope));
        context.output(EXECUTIONS, Lines.execution(executed));
        at.answered = true;
        if (answer == null && sample.value() == null) {
            sample.update(caller); // the question goes on without the caller
        }
        fallback.clear();
    }

    private TaskSpec task(String id) {
        return specs.of(id).map(Deployment::spec).orElse(null);
    }

    private Comparison comparison(String id) {
        TaskSpec task = task(id);
        try {
            return Comparisons.of(task == null ? null : task.comparison());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "task '" + id + "': comparison: " + e.getMessage() + ", and restart the job",
                    e);
        }
    }

    /** After a restore the newest deployments are those of the state, unless the topic has newer ones. */
    private void restoreSpecs(ReadOnlyContext context) throws Exception {
        if (specs.isRestored()) {
            return;
        }
        for (Map.Entry<String, ControlMessage> each :
                context.getBroadcastState(DEPLOYMENTS).immutableEntries()) {
            specs.add(each.getValue());
        }
        specs.restored();
    }

    private <T> ValueState<T> state(String name, TypeInformation<T> type) {
        return getRuntimeContext().getState(new ValueStateDescriptor<>(name, type));
    }
}
