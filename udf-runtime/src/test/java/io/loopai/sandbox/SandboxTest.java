package io.loopai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.program.Input;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SandboxTest {

    private static final String SPAM =
            """
            import io.loopai.program.*;

            public final class Spam implements Program {
                public Answer answer(Input in) {
                    String text = in.text("text").toLowerCase();
                    return text.contains("free") ? Answer.of("spam", 0.9) : Answer.of("ham", 0.7);
                }
            }
            """;

    @ParameterizedTest
    @EnumSource(CompilerKind.class)
    void shouldCompileAndRunAProgram(CompilerKind compiler) throws Exception {
        CompiledProgram program = Sandbox.compile(SPAM, compiler);
        ProgramRun run = program.run(Input.of(Map.of("text", "FREE!")), Budget.DEFAULT);
        assertThat(program.className()).isEqualTo("Spam");
        assertThat(run.status()).isEqualTo(ProgramRun.Status.ANSWERED);
        assertThat(run.answer().value()).isEqualTo("spam");
        assertThat(run.error()).isNull();
    }
}
