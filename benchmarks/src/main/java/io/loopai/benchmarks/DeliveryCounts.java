package io.loopai.benchmarks;

import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.TopicReader;
import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import io.loopai.task.Result;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is there in the end, for readers with {@code read_committed} and on disk.
 *
 * @param requests that are in their topic
 * @param distinctResults different requests among them, as are those of executions and samples
 * @param sampled executions that say that they go to the oracle
 * @param disagreeing requests whose result and execution name different versions, or one of both is
 *     missing
 * @param byVersion results by the version that answered
 */
record DeliveryCounts(
        long requests,
        long results,
        long distinctResults,
        long executions,
        long distinctExecutions,
        long sampled,
        long samples,
        long distinctSamples,
        long disagreeing,
        long deadLetters,
        Map<Integer, Long> byVersion) {

    private static final Duration WAIT = Duration.ofMillis(200);

    /** Reads all of it. */
    static DeliveryCounts of(KafkaSettings settings, DataDir data, int requests) {
        long[] total = new long[3];
        Map<Integer, Long> byVersion = new TreeMap<>();
        Answers results = new Answers(requests);
        Answers executions = new Answers(requests);
        Answers samples = new Answers(requests);
        read(settings, settings.topics().requests(), message -> total[0]++);
        read(
                settings,
                settings.topics().results(),
                message -> {
                    Result result = Json.read(message.value(), Result.class);
                    results.add(result.id(), result.version());
                    byVersion.merge(result.version(), 1L, Long::sum);
                });
        read(
                settings,
                settings.topics().samples(),
                message -> {
                    Execution sample = Json.read(message.value(), Execution.class);
                    samples.add(sample.id(), sample.version());
                });
        read(settings, settings.topics().deadLetters(), message -> total[1]++);
        JsonLines.forEach(
                data.executions(Workload.TASK.id()),
                line -> {
                    Execution execution = Json.read(line, Execution.class);
                    executions.add(execution.id(), execution.version());
                    total[2] += execution.sampled() ? 1 : 0;
                });
        return new DeliveryCounts(
                total[0],
                results.all,
                results.distinct,
                executions.all,
                executions.distinct,
                total[2],
                samples.all,
                samples.distinct,
                results.differences(executions),
                total[1],
                byVersion);
    }

    private static void read(
            KafkaSettings settings,
            String topic,
            Consumer<ConsumerRecord<byte[], byte[]>> consumer) {
        try (TopicReader reader = TopicReader.fromBeginning(settings, topic)) {
            while (!reader.isAtEnd()) {
                reader.poll(WAIT).forEach(consumer);
            }
        }
    }

    /** Whether every request left one result, one execution, and one sample where one is due. */
    boolean isExact(int sent) {
        return requests == sent
                && results == sent
                && distinctResults == sent
                && executions == sent
                && distinctExecutions == sent
                && samples == sampled
                && distinctSamples == sampled
                && disagreeing == 0
                && deadLetters == 0;
    }

    /** Which version answered each request; 0 for none. */
    private static final class Answers {

        private final byte[] versions;
        private long all;
        private long distinct;

        Answers(int requests) {
            this.versions = new byte[requests];
        }

        void add(String id, int version) {
            int number = Workload.number(id);
            all++;
            distinct += versions[number] == 0 ? 1 : 0;
            versions[number] = (byte) version;
        }

        long differences(Answers others) {
            long differences = 0;
            for (int i = 0; i < versions.length; i++) {
                differences += versions[i] == others.versions[i] ? 0 : 1;
            }
            return differences;
        }
    }
}
