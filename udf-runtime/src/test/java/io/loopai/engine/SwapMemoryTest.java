package io.loopai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.engine.Outcome.Executed;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import io.loopai.task.TaskSpec;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapMemoryTest {

    private static final int SWAPS = 6_000;

    /** By then everything that is loaded once is loaded. */
    private static final int WARM = 2_000;

    private static final long ALLOWED_GROWTH_BYTES = 1 << 20;

    @TempDir private Path folder;

    @Test
    void shouldSwapThousandsOfProgramsWithoutGrowing() throws Exception {
        Path file = folder.resolve("output.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:MaxMetaspaceSize=128m",
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                // Half of the time went to the other compiler.
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Swapping.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(file.toFile())
                        .start();
        try {
            boolean ended = process.waitFor(3, TimeUnit.MINUTES);
            String output = Files.readString(file);
            assertThat(ended).as("ended, having said: %s", output).isTrue();
            assertThat(output).matches("grew by -?\\d+ bytes\n");
            assertThat(Long.parseLong(output.replaceAll("[^-0-9]", "")))
                    .as("growth of the metaspace in bytes")
                    .isLessThanOrEqualTo(ALLOWED_GROWTH_BYTES);
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
            long warm = 0;
            for (int version = 1; version <= SWAPS; version++) {
                engine.apply(Deployments.deployment(spec, version, live(version)));
                Executed executed = (Executed) engine.execute(record);
                String result = new String(executed.result(), StandardCharsets.UTF_8);
                if (!result.contains("\"version\":" + version + ",\"status\":\"success\"")) {
                    throw new IllegalStateException(result);
                }
                if (version == WARM) {
                    warm = metaspace();
                }
            }
            System.out.println("grew by " + (metaspace() - warm) + " bytes");
        }

        private static long metaspace() {
            System.gc();
            return ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Metaspace"))
                    .mapToLong(pool -> pool.getUsage().getUsed())
                    .sum();
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
