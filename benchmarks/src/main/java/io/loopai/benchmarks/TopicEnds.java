package io.loopai.benchmarks;

import io.loopai.kafka.KafkaSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * How far topics have grown, by their offsets, without reading them. The marks that transactions
 * leave at their ends count as messages.
 */
final class TopicEnds implements AutoCloseable {

    private final Admin admin;

    TopicEnds(KafkaSettings settings) {
        this.admin = Admin.create(settings.clientProperties());
    }

    /** All messages, committed or not. */
    long written(String topic) throws ExecutionException, InterruptedException {
        return sum(topic, IsolationLevel.READ_UNCOMMITTED);
    }

    /** Messages of transactions that are under way. */
    long uncommitted(String topic) throws ExecutionException, InterruptedException {
        long committed = sum(topic, IsolationLevel.READ_COMMITTED);
        return written(topic) - committed;
    }

    private long sum(String topic, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        TopicDescription description =
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (TopicPartitionInfo info : description.partitions()) {
            ends.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest());
        }
        return admin
                .listOffsets(ends, new ListOffsetsOptions(isolation))
                .all()
                .get()
                .values()
                .stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}
