package io.loopai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.engine.Outcome.Executed;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import io.loopai.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SwapMemoryTest {

    private static final int SWAPS = 3_000;

    /**
     * Both compilers and the engine need less than 36 MB for their own classes; 2,000 programs that
     * stayed loaded would fill the rest.
     */
    private static final String METASPACE = "-XX:MaxMetaspaceSize=48m";

    @Test
    void shouldSwapThousandsOfProgramsInLittleMetaspace() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                METASPACE,
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Swapping.class.getName())
                        .redirectErrorStream(true)
                        .start();
        try {
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(output).isEqualTo(SWAPS + " programs answered\n");
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** The child process. */
    static final class Swapping {

        public static void main(String[] args) {
            TaskSpec spec = Deployments.spam();
            Engine engine =
                    new Engine(EngineOptions.of(spec.id()), 0, Clock.systemUTC(), event -> {});
            RawRecord record =
                    RawRecord.whole(
                            "{\"input\":{\"text\":\"hello\"}}".getBytes(StandardCharsets.UTF_8),
                            "in.jsonl",
                            0);
            for (int version = 1; version <= SWAPS; version++) {
                engine.apply(Deployments.deployment(spec, version, live(version)));
                Executed executed = (Executed) engine.execute(record);
                String result = new String(executed.result(), StandardCharsets.UTF_8);
                if (!result.contains("\"version\":" + version + ",\"status\":\"success\"")) {
                    throw new IllegalStateException(result);
                }
            }
            System.out.println(SWAPS + " programs answered");
        }

        private static LiveVersion live(int version) {
            StringBuilder classes = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                classes.append(
                        "class C%d { boolean in(String t) { return t.contains(\"%d\"); } }\n"
                                .formatted(i, version + i));
            }
            String source =
                    Deployments.program(
                            classes
                                    + "return Answer.of(new C0().in(in.text(\"text\")) ? \"spam\" :"
                                    + " \"ham\");");
            return new LiveVersion(
                    version,
                    Stage.ACTIVE,
                    1,
                    LiveVersion.hashOf(source),
                    version % 2 == 0 ? "ecj" : "janino",
                    source);
        }
    }
}
