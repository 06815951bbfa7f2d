package io.loopai.benchmarks;

import io.loopai.engine.Engine;
import io.loopai.engine.EngineOptions;
import io.loopai.engine.Outcome.Executed;
import io.loopai.engine.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Turns requests into lines of the length of what answers them, without answering them: the line of
 * one answered request, with the id of the one at hand.
 */
final class Templates {

    private static final int ID = "{\"id\":\"".length();
    private static final int ID_LENGTH = "bench-00000000".length();

    private Templates() {}

    /** As long as a result. */
    static final class ToResult extends To {

        private static final long serialVersionUID = 1L;

        ToResult() {
            super(executed().result());
        }
    }

    /** As long as an execution. */
    static final class ToExecution extends To {

        private static final long serialVersionUID = 1L;

        ToExecution() {
            super(executed().execution());
        }
    }

    private static class To implements MapFunction<byte[], byte[]> {

        private static final long serialVersionUID = 1L;

        private final byte[] template;

        To(byte[] template) {
            this.template = template;
        }

        @Override
        public byte[] map(byte[] request) {
            byte[] line = template.clone();
            System.arraycopy(request, ID, line, ID, ID_LENGTH);
            return line;
        }
    }

    private static Executed executed() {
        Engine engine =
                new Engine(EngineOptions.of(Workload.TASK.id()), 0, Clock.systemUTC(), event -> {});
        engine.apply(Workload.deployment(1, Workload.programSource(), "ecj"));
        byte[] request = Workload.request(0).getBytes(StandardCharsets.UTF_8);
        return (Executed) engine.execute(RawRecord.whole(request, "bench.jsonl", 0));
    }
}
