package io.loopai.benchmarks;

import io.loopai.engine.RawRecord;
import io.loopai.files.JsonlSinks;
import io.loopai.files.OutputLine;
import io.loopai.files.RawRecordType;
import io.loopai.files.RequestFiles;
import io.loopai.jobs.ExecutionFunction;
import io.loopai.jobs.ExecutionJob;
import io.loopai.jobs.LoopaiOptions;
import io.loopai.store.DataDir;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The jobs that are compared. All read the same file with the same source. */
enum Pipeline {
    /** The product: {@link ExecutionJob}. */
    LOOPAI("A", "ExecutionJob: program deployed, sandboxed, swappable") {
        @Override
        void draw(StreamExecutionEnvironment env, Configuration options) {
            ExecutionJob.draw(env, options);
        }
    },

    /** What one would write by hand for this one program: {@link HardCodedFunction}. */
    HARD_CODED("B", "the same lines, program compiled in and chained") {
        @Override
        void draw(StreamExecutionEnvironment env, Configuration options) {
            SingleOutputStreamOperator<OutputLine> results =
                    requests(env, options).process(new HardCodedFunction()).uid("execute");
            results.sinkTo(JsonlSinks.to(data(options))).uid("results");
            results.getSideOutput(ExecutionFunction.EXECUTIONS)
                    .sinkTo(JsonlSinks.to(data(options)))
                    .uid("executions");
            results.getSideOutput(ExecutionFunction.SAMPLES)
                    .sinkTo(JsonlSinks.to(data(options)))
                    .uid("samples")
                    .setParallelism(1);
        }
    },

    /** The floor: every line is copied as it is. */
    COPY("C", "file to file, nothing done") {
        @Override
        void draw(StreamExecutionEnvironment env, Configuration options) {
            String bucket = DataDir.resultsBucket(Workload.TASK.id(), LocalDate.EPOCH);
            requests(env, options)
                    .map(record -> new OutputLine(bucket, record.value()))
                    .returns(OutputLine.class)
                    .uid("copy")
                    .sinkTo(JsonlSinks.to(data(options)))
                    .uid("lines");
        }
    };

    private final String letter;
    private final String what;

    Pipeline(String letter, String what) {
        this.letter = letter;
        this.what = what;
    }

    /**
     * Draws the job.
     *
     * @param options data directory, task, input and checkpoint interval of {@link LoopaiOptions}
     */
    abstract void draw(StreamExecutionEnvironment env, Configuration options);

    String letter() {
        return letter;
    }

    String what() {
        return what;
    }

    /** Source and settings as {@link ExecutionJob} has them. */
    private static DataStreamSource<RawRecord> requests(
            StreamExecutionEnvironment env, Configuration options) {
        env.enableCheckpointing(
                options.get(LoopaiOptions.CHECKPOINT_INTERVAL).toMillis(),
                CheckpointingMode.EXACTLY_ONCE);
        env.getConfig().enableObjectReuse();
        return env.fromSource(
                RequestFiles.of(options.get(LoopaiOptions.INPUT)).build(),
                WatermarkStrategy.noWatermarks(),
                "requests",
                RawRecordType.INSTANCE);
    }

    private static Path data(Configuration options) {
        return Path.of(options.get(LoopaiOptions.DATA_DIR));
    }
}
