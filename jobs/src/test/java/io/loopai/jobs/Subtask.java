package io.loopai.jobs;

import io.loopai.engine.EngineOptions;
import io.loopai.engine.RawRecord;
import io.loopai.files.OutputLine;
import io.loopai.task.ControlMessage;
import io.loopai.task.DeadLetter;
import io.loopai.task.Deployment;
import io.loopai.task.Event;
import io.loopai.task.Json;
import io.loopai.task.Result;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** One subtask of {@link ExecutionFunction} in Flink's operator harness. */
final class Subtask implements AutoCloseable {

    private static final int MAX_PARALLELISM = 128;

    /** The time that the subtask sees. */
    Instant now = Instant.parse("2026-01-31T12:00:00Z");

    private final TwoInputStreamOperatorTestHarness<RawRecord, ControlMessage, OutputLine> harness;
    private int records;

    private Subtask(
            DeploymentTrust trust, List<ControlMessage> snapshot, int index, int parallelism)
            throws Exception {
        var function =
                new ExecutionFunction(
                        EngineOptions.of("echo"),
                        trust,
                        () -> snapshot,
                        false,
                        new SettableClock());
        harness =
                new TwoInputStreamOperatorTestHarness<>(
                        new ExecutionOperator(function), MAX_PARALLELISM, parallelism, index);
    }

    /** Starts a subtask that has no state. */
    static Subtask start(Deployment... snapshot) throws Exception {
        return start(DeploymentTrust.anybody(), unsigned(snapshot), 0, 1, null);
    }

    /** Starts the only subtask of a job with the state of another one. */
    static Subtask restore(OperatorSubtaskState state, Deployment... snapshot) throws Exception {
        return start(DeploymentTrust.anybody(), unsigned(snapshot), 0, 1, state);
    }

    /** Starts the only subtask of a job that does not run everybody's deployments. */
    static Subtask trusting(
            DeploymentTrust trust, OperatorSubtaskState state, ControlMessage... snapshot)
            throws Exception {
        return start(trust, List.of(snapshot), 0, 1, state);
    }

    /**
     * Starts all the subtasks of a job with the states of another one.
     *
     * @param states one for each subtask of the other job
     */
    static Subtask[] rescale(int parallelism, OperatorSubtaskState... states) throws Exception {
        OperatorSubtaskState all = AbstractStreamOperatorTestHarness.repackageState(states);
        Subtask[] subtasks = new Subtask[parallelism];
        for (int index = 0; index < parallelism; index++) {
            OperatorSubtaskState share =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            all, MAX_PARALLELISM, states.length, parallelism, index);
            subtasks[index] =
                    start(DeploymentTrust.anybody(), List.of(), index, parallelism, share);
        }
        return subtasks;
    }

    private static Subtask start(
            DeploymentTrust trust,
            List<ControlMessage> snapshot,
            int index,
            int parallelism,
            OperatorSubtaskState state)
            throws Exception {
        Subtask subtask = new Subtask(trust, snapshot, index, parallelism);
        subtask.harness.setup();
        if (state != null) {
            subtask.harness.initializeState(state);
        }
        subtask.harness.open();
        return subtask;
    }

    void deploy(Deployment deployment) throws Exception {
        control(ControlMessage.unsigned(deployment));
    }

    private static List<ControlMessage> unsigned(Deployment... deployments) {
        return Stream.of(deployments).map(ControlMessage::unsigned).toList();
    }

    /** Whatever comes on the broadcast stream. */
    void control(ControlMessage message) throws Exception {
        harness.processElement2(message, 0);
    }

    /** A good request for the task, which is known by its number, from 0 on. */
    void ask(String task) throws Exception {
        record(
                "{\"id\":\"q-%d\",\"task\":\"%s\",\"input\":{\"text\":\"hi\"}}"
                        .formatted(records, task));
    }

    /** Whatever comes on the stream of records. */
    void record(String line) throws Exception {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        harness.processElement1(RawRecord.whole(bytes, "/in.jsonl", records++), 0);
    }

    /** What the task answers now: an output, or the reason of a dead letter. */
    String answer(String task) throws Exception {
        int results = results().size();
        ask(task);
        return results().size() > results
                ? results().get(results).output().asText()
                : Json.name(deadLetters().get(deadLetters().size() - 1).reason());
    }

    /** What a source of requests that knows about event time would say. */
    void requestTime(StreamElement time) throws Exception {
        if (time instanceof Watermark watermark) {
            harness.processWatermark1(watermark);
        } else {
            harness.processWatermarkStatus1((WatermarkStatus) time);
        }
    }

    /** What a control stream that knows about event time would say. */
    void controlTime(StreamElement time) throws Exception {
        if (time instanceof Watermark watermark) {
            harness.processWatermark2(watermark);
        } else {
            harness.processWatermarkStatus2((WatermarkStatus) time);
        }
    }

    /** The watermarks, and the words of idleness, that it has sent on. */
    List<Object> times() {
        return harness.getOutput().stream()
                .filter(each -> each instanceof Watermark || each instanceof WatermarkStatus)
                .toList();
    }

    OperatorSubtaskState snapshot() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        return harness.snapshot(1, 0);
    }

    /** Task to the revision that broadcast state holds. */
    Map<String, Long> state() throws Exception {
        Map<String, Long> revisions = new HashMap<>();
        harness.getOperator()
                .getOperatorStateBackend()
                .getBroadcastState(ExecutionFunction.DEPLOYMENTS)
                .immutableEntries()
                .forEach(each -> revisions.put(each.getKey(), each.getValue().read().revision()));
        return revisions;
    }

    /** Tells it that no more records and control messages come. */
    void finish() throws Exception {
        harness.endInput1();
        harness.endInput2();
        harness.getOperator().finish();
    }

    /** What the subtask has told the tally, one map each time. */
    List<Map<String, Long>> counts() {
        Collection<StreamRecord<Map<String, Long>>> counts =
                harness.getSideOutput(ExecutionFunction.COUNTS);
        return counts == null ? List.of() : counts.stream().map(StreamRecord::getValue).toList();
    }

    List<OutputLine> resultLines() {
        return harness.extractOutputValues();
    }

    List<OutputLine> lines(OutputTag<OutputLine> output) {
        Collection<StreamRecord<OutputLine>> lines = harness.getSideOutput(output);
        return lines == null ? List.of() : lines.stream().map(StreamRecord::getValue).toList();
    }

    List<Result> results() {
        return read(resultLines(), Result.class);
    }

    List<DeadLetter> deadLetters() {
        return read(lines(ExecutionFunction.DEAD_LETTERS), DeadLetter.class);
    }

    List<Event> events() {
        return read(lines(ExecutionFunction.EVENTS), Event.class);
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IllegalStateException("the harness does not close", e);
        }
    }

    private static <T> List<T> read(List<OutputLine> lines, Class<T> type) {
        return lines.stream().map(line -> Json.read(line.line(), type)).toList();
    }

    private static <T> T read(String json, Class<T> type) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
    }

    private final class SettableClock extends Clock {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("this clock is in UTC");
        }
    }
}
