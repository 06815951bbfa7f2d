package io.loopai.jobs;

import io.loopai.kafka.DeploymentTopic;
import io.loopai.kafka.TopicSetup;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import io.loopai.task.ControlMessage;
import io.loopai.task.Event;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import io.loopai.task.Result;
import io.loopai.task.TaskFile;
import io.loopai.task.Validation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The execution job and the oracle job, each in a process of its own, with a broker and an LLM. */
final class TwoJobs implements AutoCloseable {

    final Broker broker;
    final LlmServer llm = LlmServer.start();
    final JobProcess execution;
    final JobProcess oracle;
    private final DataDir data;
    private int sent;

    /**
     * @param task more lines of its description
     * @param program answers {@code a} or {@code b}, or abstains; the texts are the numbers of requests
     */
    TwoJobs(Path folder, String task, String program) throws IOException {
        broker = new Broker(folder.resolve("broker"));
        data = DataDir.open(folder.resolve("data"));
        try (TopicSetup setup = TopicSetup.connect(broker.settings)) {
            setup.createMissing(2);
        }
        String description =
                """
                id: echo
                input_schema:  {type: object, properties: {text: {type: string}}, required: [text]}
                output_schema: {type: string, enum: [a, b]}
                privacy: permissive
                oracle: llm
                """;
        new DeploymentTopic(broker.settings)
                .publish(
                        List.of(
                                ControlMessage.unsigned(
                                        Deployments.running(
                                                TaskFile.parse(description + task, "echo.yaml"),
                                                1,
                                                program))));
        Map<String, String> options =
                Map.ofEntries(
                        Map.entry("loopai.data_dir", data.root().toString()),
                        Map.entry("loopai.deployments.allow_unsigned", "true"),
                        Map.entry("loopai.kafka.servers", broker.settings.servers()),
                        Map.entry("loopai.checkpoint_interval", "300 ms"),
                        Map.entry("loopai.oracle.llm.base_url", llm.url()),
                        Map.entry("loopai.oracle.llm.model", "test-model"),
                        Map.entry("loopai.oracle.llm.timeout", "5 s"),
                        Map.entry("loopai.oracle.first_retry", "50 ms"),
                        Map.entry("loopai.oracle.fallback_wait", "10 min"));
        execution = new JobProcess(folder.resolve("execution"), options);
        oracle = new JobProcess(folder.resolve("oracle"), options);
        execution.start();
        oracle.start();
    }

    void send(int requests) {
        broker.send(
                IntStream.range(sent, sent + requests)
                        .mapToObj(
                                i ->
                                        broker.request(
                                                "r-" + i,
                                                "{\"id\":\"r-%1$d\",\"task\":\"echo\",\"input\":{\"text\":\"%1$d\"}}"
                                                        .formatted(i),
                                                Map.of()))
                        .toList());
        sent += requests;
    }

    int sent() {
        return sent;
    }

    List<Result> results() {
        execution.requireAlive();
        oracle.requireAlive();
        return read(broker.settings.topics().results(), Result.class);
    }

    List<Validation> validations() {
        return read(broker.settings.topics().validations(), Validation.class);
    }

    List<Event> events() {
        return read(broker.settings.topics().events(), Event.class);
    }

    boolean hasDeadLetters() {
        return !broker.read(broker.settings.topics().deadLetters()).isEmpty();
    }

    /** The ids of those on disk. */
    List<String> executions() {
        List<String> ids = new ArrayList<>();
        JsonLines.forEach(
                data.executions("echo"), line -> ids.add(Json.read(line, Execution.class).id()));
        return ids;
    }

    private <T> List<T> read(String topic, Class<T> type) {
        return broker.read(topic).stream()
                .map(m -> Json.read(m.value().getBytes(StandardCharsets.UTF_8), type))
                .toList();
    }

    @Override
    public void close() {
        execution.close();
        oracle.close();
        llm.close();
        broker.close();
    }
}
