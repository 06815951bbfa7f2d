package io.loopai.benchmarks;

import io.loopai.task.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One JVM of {@link KafkaCommand}: the pipelines in turns on one Flink cluster. Prints a line of JSON
 * for every run that counts.
 */
final class KafkaFork {

    private KafkaFork() {}

    /** One run. */
    record Line(KafkaPipeline pipeline, int round, KafkaRun.Cost cost) {}

    /** Arguments: servers, the broker's process id, folder, records, rounds, warm-ups, parallelism. */
    public static void main(String[] args) {
        try {
            run(args);
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1); // Flink's threads would go on
        }
    }

    private static void run(String[] args) throws Exception {
        ProcessHandle broker = ProcessHandle.of(Long.parseLong(args[1])).orElseThrow();
        int rounds = Integer.parseInt(args[4]);
        int warmups = Integer.parseInt(args[5]);
        String fork = Long.toString(ProcessHandle.current().pid());
        try (Cluster cluster = Cluster.start(Integer.parseInt(args[6]))) {
            KafkaRun run =
                    new KafkaRun(
                            args[0], broker, cluster, Path.of(args[2]), Integer.parseInt(args[3]));
            for (int round = -warmups; round < rounds; round++) {
                for (KafkaPipeline pipeline : order(round)) {
                    String group = "g" + fork + pipeline.letter() + (round + warmups);
                    Line line = new Line(pipeline, round, run.run(pipeline, group));
                    String text = new String(Json.bytes(line), StandardCharsets.UTF_8);
                    (round < 0 ? System.err : System.out).println(text);
                }
            }
        }
    }

    /** Forth and back: nobody always follows the same one. */
    private static List<KafkaPipeline> order(int round) {
        List<KafkaPipeline> order = new ArrayList<>(List.of(KafkaPipeline.values()));
        if (round % 2 != 0) {
            Collections.reverse(order);
        }
        return order;
    }
}
