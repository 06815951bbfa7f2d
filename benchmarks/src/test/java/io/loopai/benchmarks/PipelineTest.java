package io.loopai.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {

    private static final int RECORDS = 300;

    @TempDir Path folder;

    @Test
    void shouldCompareJobsThatWriteTheSameLinesButForTheTimesInThem() throws Exception {
        Path input = folder.resolve("requests.jsonl");
        Workload.write(input, RECORDS);
        try (Cluster cluster = Cluster.start(1)) {
            PipelineRun loopai = new PipelineRun(input, folder.resolve("a"), cluster);
            PipelineRun hardCoded = new PipelineRun(input, folder.resolve("b"), cluster);
            loopai.run(Pipeline.LOOPAI);
            hardCoded.run(Pipeline.HARD_CODED);
            DataDir expected = DataDir.open(loopai.data());
            DataDir actual = DataDir.open(hardCoded.data());
            assertThat(loopai.lines()).isEqualTo(RECORDS);
            assertThat(linesBelow(actual.results("tickets")))
                    .isEqualTo(linesBelow(expected.results("tickets")));
            assertThat(linesBelow(actual.executions("tickets")))
                    .hasSize(RECORDS)
                    .isEqualTo(linesBelow(expected.executions("tickets")));
            assertThat(linesBelow(actual.samples("tickets")))
                    .isNotEmpty()
                    .isEqualTo(linesBelow(expected.samples("tickets")));
        }
    }

    private static List<String> linesBelow(Path folder) {
        return JsonLines.lines(folder)
                .map(line -> new String(line, StandardCharsets.UTF_8))
                .map(line -> line.replaceAll("\"latency_us\":\\d+", "\"latency_us\":0"))
                .map(line -> line.replaceAll("\"executed_at\":\"[^\"]+\"", "\"executed_at\":\"\""))
                .sorted()
                .toList();
    }
}
