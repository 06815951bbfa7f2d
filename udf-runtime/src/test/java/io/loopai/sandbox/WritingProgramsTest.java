package io.loopai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.program.Input;
import io.loopai.task.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/writing-programs.md to its word: its programs do what the page shows. */
class WritingProgramsTest {

    private static final Path PAGE = Path.of("../docs/writing-programs.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");

    /** Time enough for a busy machine: what stops a program here is its fuel. */
    private static final Budget BUDGET =
            new Budget(Budget.DEFAULT.fuel(), Budget.DEFAULT.depth(), 60_000_000_000L);

    private record Block(String language, String text) {}

    /** A program of the page and the block after it, which shows what becomes of it. */
    private record Example(String program, Block outcome) {
        @Override
        public String toString() {
            return className(program);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldDoWhatThePageShows(Example example) {
        if (example.outcome.language.equals("console")) {
            assertThat(rejection(example.program)).isEqualTo(withoutCommand(example.outcome.text));
        } else {
            assertThat(answers(example)).isEqualTo(example.outcome.text);
        }
    }

    @Test
    void shouldShowAcceptedAndRefusedPrograms() throws IOException {
        assertThat(examples())
                .extracting(example -> example.outcome.language)
                .contains("text", "console");
    }

    static List<Example> examples() throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(PAGE));
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).language.equals("java")) {
                examples.add(new Example(blocks.get(i).text, blocks.get(i + 1)));
            }
        }
        return examples;
    }

    /** The lines of the outcome, with the answers that the program really gives. */
    private static String answers(Example example) {
        CompiledProgram program;
        try {
            program = Sandbox.compile(example.program, CompilerKind.ECJ);
        } catch (ProgramRejectedException e) {
            return e.getMessage();
        }
        return example.outcome
                .text
                .lines()
                .map(line -> line.split(" → ")[0])
                .map(input -> input + " → " + outcome(program.run(input(input), BUDGET)) + "\n")
                .collect(Collectors.joining());
    }

    private static Input input(String json) {
        @SuppressWarnings("unchecked") // JSON objects have string keys
        Map<String, Object> fields = Json.read(json.getBytes(StandardCharsets.UTF_8), Map.class);
        return Input.of(fields);
    }

    private static String outcome(ProgramRun run) {
        return run.answer() != null
                ? run.answer().toString()
                : run.status().name().toLowerCase(Locale.ROOT) + ": " + run.error();
    }

    /** As {@code loopai program add} prints it. */
    private static String rejection(String program) {
        try {
            Sandbox.compile(program, CompilerKind.ECJ);
            return "the sandbox accepts " + className(program);
        } catch (ProgramRejectedException e) {
            return e.getMessage()
                    .lines()
                    .map(line -> className(program) + ".java: " + line + "\n")
                    .collect(Collectors.joining("", "error: the program was rejected\n", ""));
        }
    }

    private static String withoutCommand(String console) {
        return console.substring(console.indexOf('\n') + 1);
    }

    private static String className(String program) {
        Matcher name = Pattern.compile("public final class (\\w+)").matcher(program);
        return name.find() ? name.group(1) : "?";
    }
}
