package io.loopai.validation;

import io.loopai.decision.RegenerationState;
import io.loopai.files.OutputLine;
import io.loopai.jobs.DeploymentSnapshot;
import io.loopai.jobs.DeploymentTrust;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import io.loopai.task.Event;
import io.loopai.task.Json;
import io.loopai.task.Regeneration;
import io.loopai.task.TaskSpec;
import io.loopai.task.Traffic;
import io.loopai.task.Validation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Follows one task after another by its validations and its traffic, and calls for a better version
 * when one is due.
 *
 * <p>The state is part of every checkpoint, and a regeneration's id follows from it, so that each
 * decision is written once. The main output carries regenerations.
 */
final class TaskFunction
        extends KeyedBroadcastProcessFunction<
                String, Tuple3<String, String, byte[]>, ControlMessage, OutputLine> {

    private static final long serialVersionUID = 1L;

    private final Duration patience;
    private final DeploymentTrust trust;
    private final DeploymentSnapshot snapshot;

    private transient ValueState<byte[]> state;
    private transient ValueState<byte[]> oracle;
    private transient ValueState<byte[]> stream;
    private transient Specs specs;

    TaskFunction(Duration patience, DeploymentTrust trust, DeploymentSnapshot snapshot) {
        this.patience = patience;
        this.trust = trust;
        this.snapshot = snapshot;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        state = bytes("task");
        oracle = bytes("oracle");
        stream = bytes("stream");
        specs = new Specs(trust);
        snapshot.read().forEach(specs::add);
    }

    @Override
    public void processBroadcastElement(
            ControlMessage message, Context context, Collector<OutputLine> out) throws Exception {
        if (specs.add(message)) {
            BroadcastState<String, ControlMessage> known =
                    context.getBroadcastState(OracleFunction.DEPLOYMENTS);
            known.put(message.read().task(), message);
        }
    }

    @Override
    public void processElement(
            Tuple3<String, String, byte[]> told, ReadOnlyContext context, Collector<OutputLine> out)
            throws Exception {
        restoreSpecs(context);
        Optional<Deployment> deployed = specs.of(told.f1).filter(each -> !each.isRetired());
        if (deployed.isEmpty()) {
            return; // nobody wants a better version of a task that does not run
        }
        Deployment deployment = deployed.get();
        Instant now = Instant.ofEpochMilli(context.currentProcessingTime());
        TaskState before =
                state.value() == null
                        ? TaskState.start(deployment)
                        : Json.read(state.value(), TaskState.class);
        TaskState next = before.with(deployment, patience, now);
        StreamState.Step step;
        if (told.f0.equals(Message.VALIDATION)) {
            Validation validation = Json.read(told.f2, Validation.class);
            next = next.with(validation, deployment.spec());
            next = reachable(next, Optional.of(validation), deployment, context);
            step = stream(deployment, next, validation, isNew(next.shift(), before.shift()));
        } else {
            next = reachable(next, Optional.empty(), deployment, context);
            step =
                    stream(deployment, next)
                            .plus(Json.read(told.f2, Traffic.class), deployment.spec());
        }
        if (isNew(next.shift(), before.shift())) {
            tell(Event.Kind.DRIFT_DETECTED, deployment, next, next.shift(), context);
        }
        for (StreamState.Finding finding : step.findings()) {
            next = next.with(finding);
            tell(finding.kind(), deployment, next, finding.message(), context);
        }
        stream.update(Json.bytes(step.next()));
        RegenerationState regeneration = next.regeneration();
        if (regeneration.needsPerson() && !before.regeneration().needsPerson()) {
            tell(Event.Kind.ATTEMPTS_FAILED, deployment, next, regeneration.describe(), context);
        }
        Optional<Regeneration.Reason> due = regeneration.due();
        if (due.isPresent()) {
            Regeneration wish = wish(deployment.task(), next, due.get(), now);
            out.collect(new OutputLine("", Json.bytes(wish)));
            next = next.wishing(wish.id(), now);
        }
        state.update(Json.bytes(next));
    }

    /** No program is asked for again and again because it does not agree with a doubtful oracle. */
    private TaskState reachable(
            TaskState next,
            Optional<Validation> validation,
            Deployment deployment,
            ReadOnlyContext context)
            throws Exception {
        TaskSpec task = deployment.spec();
        OracleState known =
                oracle.value() == null
                        ? OracleState.START
                        : Json.read(oracle.value(), OracleState.class);
        OracleState before = known.with(task);
        OracleState now = validation.map(before::with).orElse(before);
        Optional<String> news = now.news(task);
        if (news.isPresent()) {
            tell(Event.Kind.TARGET_OUT_OF_REACH, deployment, next, news.get(), context);
            now = now.toldOf(task);
        }
        if (!now.equals(known)) {
            oracle.update(Json.bytes(now));
        }
        return next.withTarget(now.reachable(task));
    }

    private StreamState stream(Deployment deployment, TaskState task) throws Exception {
        StreamState known =
                stream.value() == null
                        ? StreamState.start(deployment.spec(), task.active())
                        : Json.read(stream.value(), StreamState.class);
        return known.with(deployment.spec(), task.active());
    }

    private StreamState.Step stream(
            Deployment deployment, TaskState task, Validation validation, boolean drifted)
            throws Exception {
        StreamState known = stream(deployment, task);
        // What has changed is told: it is not to be found once more.
        StreamState from = drifted ? known.restarted() : known;
        return validation.expected() == null
                ? new StreamState.Step(from, List.of())
                : from.plus(validation.expected(), validation.corrects() != null);
    }

    private static boolean isNew(String shift, String before) {
        return shift != null && !shift.equals(before);
    }

    private void tell(
            Event.Kind kind,
            Deployment deployment,
            TaskState state,
            String message,
            ReadOnlyContext context)
            throws Exception {
        Event event =
                new Event(
                        kind,
                        deployment.task(),
                        deployment.revision(),
                        state.active(),
                        null,
                        message,
                        Instant.ofEpochMilli(context.currentProcessingTime()));
        context.output(OracleFunction.EVENTS, Lines.event(event));
    }

    private static Regeneration wish(
            String task, TaskState state, Regeneration.Reason reason, Instant now) {
        String name = task + "/" + state.wishes() + "/" + state.revision();
        return new Regeneration(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString(),
                task,
                state.active(),
                reason,
                state.regeneration().describe(),
                now,
                reason == Regeneration.Reason.LABEL_SHIFT ? state.changedAt() : null);
    }

    /** After a restore the newest deployments are those of the state, unless the topic has newer ones. */
    private void restoreSpecs(ReadOnlyContext context) throws Exception {
        if (specs.isRestored()) {
            return;
        }
        for (Map.Entry<String, ControlMessage> each :
                context.getBroadcastState(OracleFunction.DEPLOYMENTS).immutableEntries()) {
            specs.add(each.getValue());
        }
        specs.restored();
    }

    private ValueState<byte[]> bytes(String name) {
        return getRuntimeContext()
                .getState(
                        new ValueStateDescriptor<>(
                                name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }
}
