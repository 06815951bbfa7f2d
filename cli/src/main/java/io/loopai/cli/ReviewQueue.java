package io.loopai.cli;

import io.loopai.kafka.KafkaSettings;
import io.loopai.task.Execution;
import io.loopai.task.Label;
import io.loopai.task.Validation;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The executions of a task that wait for an answer: chosen for the oracle, and not labelled yet. Those
 * to which an LLM had no answer, or the label file has none, wait for a person; those that waited too
 * long for a label do not, for the job would drop it.
 */
final class ReviewQueue {

    /** Which come first. */
    enum Order {
        NEWEST(Comparator.comparing(Execution::executedAt).reversed()),
        LEAST_CONFIDENT(
                Comparator.comparingDouble(
                        execution -> execution.confidence() == null ? 0 : execution.confidence()));

        private final Comparator<Execution> comparator;

        Order(Comparator<Execution> comparator) {
            this.comparator = comparator;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private ReviewQueue() {}

    /**
     * @param since executions before it are left out
     */
    static List<Execution> read(KafkaSettings settings, String task, Instant since, Order order) {
        Map<String, Execution> waiting = new LinkedHashMap<>();
        for (String topic : List.of(settings.topics().samples(), settings.topics().fallbacks())) {
            TopicContent.read(
                    settings,
                    topic,
                    Execution.class,
                    execution -> {
                        if (execution.task().equals(task)
                                && !execution.executedAt().isBefore(since)) {
                            waiting.put(execution.id(), execution);
                        }
                    });
        }
        Set<String> answered = new HashSet<>();
        TopicContent.read(
                settings,
                settings.topics().validations(),
                Validation.class,
                validation -> {
                    if (validation.task().equals(task) && !validation.takesLabel()) {
                        answered.add(validation.id());
                    }
                });
        TopicContent.read(
                settings,
                settings.topics().labels(),
                Label.class,
                label -> {
                    if (label.task().equals(task)) {
                        answered.add(label.id());
                    }
                });
        waiting.keySet().removeAll(answered);
        return waiting.values().stream().sorted(order.comparator).toList();
    }
}
