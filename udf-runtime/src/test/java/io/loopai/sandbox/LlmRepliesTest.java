package io.loopai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loopai.program.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of programs that a real LLM wrote, with no mercy for a sandbox. */
public class LlmRepliesTest {

    private static final Pattern CODE = Pattern.compile("```[a-z]*\\n(.*?)```", Pattern.DOTALL);

    /** One has the wrong signature, one does not compile, one changes a list of a static field. */
    private static final Set<String> WRONG =
            Set.of("original_email_categorization/3.md", "snips7/3.md", "sst2/3.md");

    private static final List<String> TEXTS =
            List.of(
                    "",
                    "WINNER!! Call 09061701461 to claim your £1,000 prize. T&Cs apply",
                    "How many miles is it from London to Plymouth ?",
                    "play some jazz from my running playlist",
                    "2024-05-01 12:00:00,123 ERROR [main] o.a.Foo - failed after 3 retries",
                    "an uneven but charming film, never dull".repeat(50));

    @Test
    void shouldRunWhatAnLlmWrites() throws IOException {
        Path replies = replies();
        assumeTrue(replies != null, "the recorded replies are not on this machine");
        Map<String, String> refused = new TreeMap<>();
        Map<String, String> failed = new TreeMap<>();
        int run = 0;
        try (Stream<Path> files = Files.walk(replies, 2)) {
            for (Path file : files.filter(f -> f.toString().matches(".*/\\d\\.md")).toList()) {
                String name = replies.relativize(file).toString();
                try {
                    CompiledProgram program =
                            Sandbox.compile(source(Files.readString(file)), CompilerKind.ECJ);
                    run += run(program, name, failed);
                } catch (ProgramRejectedException e) {
                    refused.put(name, e.getMessage());
                }
            }
        }
        assertThat(run).as("run; refused: %s; failed: %s", refused, failed).isEqualTo(24);
        failed.putAll(refused);
        assertThat(failed.keySet()).isEqualTo(WRONG);
    }

    private static int run(CompiledProgram program, String name, Map<String, String> failed) {
        for (String text : TEXTS) {
            Budget budget = new Budget(20_000_000, 512, 60_000_000_000L);
            ProgramRun run = program.run(Input.of(Map.of("text", text)), budget);
            if (run.status() != ProgramRun.Status.ANSWERED) {
                failed.put(name, run.error());
                return 0;
            }
        }
        return 1;
    }

    /** The block with the class, where there are several. */
    private static String source(String reply) {
        Matcher blocks = CODE.matcher(reply);
        String best = "";
        while (blocks.find()) {
            best = blocks.group(1).contains("implements Program") ? blocks.group(1) : best;
        }
        return best;
    }

    public static Path replies() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path replies = at.resolve("shared/llm-replies");
            if (Files.isDirectory(replies)) {
                return replies;
            }
        }
        return null;
    }
}
