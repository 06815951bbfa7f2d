package io.loopai.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.engine.Envelope;
import io.loopai.engine.RawRecord;
import io.loopai.files.OutputLine;
import io.loopai.jobs.DeploymentTrust;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import io.loopai.task.Draw;
import io.loopai.task.Event;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import io.loopai.task.Label;
import io.loopai.task.LiveVersion;
import io.loopai.task.Oracle;
import io.loopai.task.ProgramStatus;
import io.loopai.task.Result;
import io.loopai.task.Stage;
import io.loopai.task.Status;
import io.loopai.task.TaskFile;
import io.loopai.task.Validation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.apache.flink.util.OutputTag;

/** {@link OracleFunction} in Flink's harness, with a clock that stands still until it is moved. */
final class Asked implements AutoCloseable {

    static final long START = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli();

    private static final int MAX_PARALLELISM = 2;

    private final KeyedTwoInputStreamOperatorTestHarness<
                    String, Tuple3<String, String, RawRecord>, ControlMessage, OutputLine>
            harness;
    private long now = START;

    private Asked(String llmUrl, String labelFile, Deployment... deployments) throws Exception {
        this(1, 0, llmUrl, labelFile, deployments);
    }

    private Asked(
            int subtasks, int index, String llmUrl, String labelFile, Deployment... deployments)
            throws Exception {
        List<ControlMessage> snapshot =
                List.of(deployments).stream().map(ControlMessage::unsigned).toList();
        OracleFunction function =
                new OracleFunction(
                        settings(llmUrl, labelFile), DeploymentTrust.anybody(), () -> snapshot);
        harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                function, List.of(OracleFunction.DEPLOYMENTS)),
                        message -> message.f1,
                        message -> message.deployment(),
                        Types.STRING,
                        MAX_PARALLELISM,
                        subtasks,
                        index);
    }

    private static OracleSettings settings(String llmUrl, String labelFile) {
        return new OracleSettings(
                llmUrl,
                llmUrl == null ? null : "test-model",
                null,
                Duration.ofSeconds(2),
                4,
                Duration.ofMillis(200),
                Duration.ofHours(1),
                labelFile,
                Duration.ofDays(7),
                Duration.ofSeconds(30),
                Duration.ofDays(1));
    }

    static Asked start(String llmUrl, Deployment... deployments) throws Exception {
        return open(new Asked(llmUrl, null, deployments));
    }

    /** With known labels in a file. */
    static Asked withLabels(Path labels, Deployment... deployments) throws Exception {
        return open(new Asked(null, labels.toString(), deployments));
    }

    private static Asked open(Asked asked) throws Exception {
        asked.harness.setup();
        asked.harness.open();
        asked.harness.setProcessingTime(START);
        return asked;
    }

    /** With the state of another one, whose clock goes on. */
    static Asked restore(Asked before, String llmUrl, Deployment... deployments) throws Exception {
        return restore(
                new Asked(llmUrl, null, deployments), before.now, before.harness.snapshot(1, 1));
    }

    /** One of two subtasks, with the state of the only one that there was. */
    static Asked restoreAsOneOfTwo(
            int index, Asked before, String llmUrl, Deployment... deployments) throws Exception {
        OperatorSubtaskState state =
                AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        AbstractStreamOperatorTestHarness.repackageState(
                                before.harness.snapshot(1, 1)),
                        MAX_PARALLELISM,
                        1,
                        2,
                        index);
        return restore(new Asked(2, index, llmUrl, null, deployments), before.now, state);
    }

    /** With the state of a job of an earlier release; see {@link #write}. */
    static Asked read(Path state, String llmUrl, Deployment... deployments) throws Exception {
        return restore(
                new Asked(llmUrl, null, deployments),
                START,
                OperatorSnapshotUtil.readStateHandle(state.toString()));
    }

    /** Keeps the state for tests of later releases. */
    void write(Path state) throws Exception {
        OperatorSnapshotUtil.writeStateHandle(harness.snapshot(1, 1), state.toString());
    }

    private static Asked restore(Asked asked, long now, OperatorSubtaskState state)
            throws Exception {
        asked.now = now;
        asked.harness.setup();
        asked.harness.initializeState(state);
        asked.harness.open();
        asked.harness.setProcessingTime(asked.now);
        return asked;
    }

    static Deployment task(String... lines) {
        String source = "public final class P {}";
        return new Deployment(
                "spam",
                1,
                TaskFile.parse(
                        """
                        id: spam
                        description: Is it spam?
                        input_schema:  {type: object, properties: {text: {type: string}}}
                        output_schema: {type: string, enum: [spam, ham]}
                        """
                                + String.join("\n", lines)
                                + "\n",
                        "spam.yaml"),
                List.of(
                        new LiveVersion(
                                1, Stage.ACTIVE, 1, LiveVersion.hashOf(source), "ecj", source)),
                null,
                Instant.EPOCH);
    }

    /** An audit sample of a program that says ham; one without an answer has abstained. */
    static Execution execution(String id, String label, boolean abstained, Draw draw) {
        return new Execution(
                id,
                "spam",
                1,
                Json.MAPPER.createObjectNode().put("text", "text of " + id),
                label == null ? null : text(label),
                null,
                abstained ? Status.ABSTAINED : Status.SUCCESS,
                abstained ? ProgramStatus.ABSTAINED : ProgramStatus.SUCCESS,
                abstained ? null : text("ham"),
                abstained ? null : 0.75,
                3,
                draw != null,
                0.025,
                draw,
                draw == Draw.DUEL
                        ? List.of(
                                new Execution.OtherAnswer(
                                        2, ProgramStatus.SUCCESS, text("spam"), 0.6))
                        : null,
                draw == Draw.AUDIT ? List.of(3) : null,
                1,
                Instant.ofEpochMilli(START - 1_000),
                null);
    }

    static JsonNode text(String value) {
        return Json.MAPPER.getNodeFactory().textNode(value);
    }

    void sample(Execution execution) throws Exception {
        message(Message.SAMPLE, execution.id(), execution);
    }

    void fallback(Execution execution) throws Exception {
        message(Message.FALLBACK, execution.id(), execution);
    }

    void label(String id, String output, Oracle oracle) throws Exception {
        message(Message.LABEL, id, new Label(id, "spam", text(output), oracle, Instant.EPOCH));
    }

    private void message(String kind, String id, Object value) throws Exception {
        byte[] bytes = Json.bytes(value);
        Envelope envelope = new Envelope(id.getBytes(StandardCharsets.UTF_8), List.of());
        RawRecord record = new RawRecord(bytes, "topic-0", 0, bytes.length, null, envelope);
        harness.processElement1(
                new StreamRecord<>(Tuple3.of(kind, Message.key("spam", id), record)));
    }

    /** Moves the clock. */
    void pass(Duration time) throws Exception {
        now += time.toMillis();
        harness.setProcessingTime(now);
    }

    List<Validation> validations() {
        return harness.extractOutputValues().stream()
                .map(line -> Json.read(line.line(), Validation.class))
                .toList();
    }

    List<Result> results() {
        return lines(OracleFunction.RESULTS).stream()
                .map(line -> Json.read(line.line(), Result.class))
                .toList();
    }

    List<Execution> executions() {
        return lines(OracleFunction.EXECUTIONS).stream()
                .map(line -> Json.read(line.line(), Execution.class))
                .toList();
    }

    List<Event> events() {
        return lines(OracleFunction.EVENTS).stream()
                .map(line -> Json.read(line.line(), Event.class))
                .toList();
    }

    List<OutputLine> lines(OutputTag<OutputLine> output) {
        Collection<StreamRecord<OutputLine>> lines = harness.getSideOutput(output);
        return lines == null ? List.of() : lines.stream().map(StreamRecord::getValue).toList();
    }

    /** An id whose sample goes to this one of two subtasks. */
    static String idOfOneOfTwo(int index, String prefix) {
        return IntStream.range(0, 100)
                .mapToObj(n -> prefix + n)
                .filter(
                        id ->
                                KeyGroupRangeAssignment.assignKeyToParallelOperator(
                                                Message.key("spam", id), MAX_PARALLELISM, 2)
                                        == index)
                .findFirst()
                .orElseThrow();
    }

    int stateEntries() {
        return harness.numKeyedStateEntries();
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IllegalStateException("the harness does not close", e);
        }
    }
}
