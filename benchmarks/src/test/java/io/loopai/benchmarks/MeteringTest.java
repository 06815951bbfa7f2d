package io.loopai.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopai.program.Input;
import io.loopai.sandbox.Budget;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.ProgramRun;
import io.loopai.sandbox.Sandbox;
import io.loopai.sandbox.UnmeteredProgram;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MeteringTest {

    @ParameterizedTest
    @ValueSource(strings = {"Keywords", "TokenMap", "Learned", "Ngrams", "Regexes", "Streams"})
    void shouldCompareProgramsThatAnswerTheSame(String program) throws Exception {
        String source = MeteringBenchmark.source(program);
        for (int i = 0; i < 8; i++) {
            Input input = Input.of(Map.of("text", Workload.text(i)));
            ProgramRun metered =
                    Sandbox.compile(source, CompilerKind.ECJ).run(input, Budget.DEFAULT);
            ProgramRun unmetered = UnmeteredProgram.compile(source).run(input, Budget.DEFAULT);
            assertThat(metered.error()).isNull();
            assertThat(unmetered.answer()).hasToString(metered.answer().toString());
        }
    }

    @Test
    void shouldCountNothingWithoutTheMeter() throws Exception {
        String source = MeteringBenchmark.source("Ngrams");
        Input input = Input.of(Map.of("text", Workload.text(0)));
        Budget one = new Budget(1, 1, 1);
        assertThat(Sandbox.compile(source, CompilerKind.ECJ).run(input, one).error()).isNotNull();
        assertThat(UnmeteredProgram.compile(source).run(input, one).error()).isNull();
    }

    /** In JVMs of its own, as ever, but so short that the numbers mean nothing. */
    @Test
    void shouldPrintWhatItMeasures() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setProperty("jmh.ignoreLock", "true");
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            int code =
                    new CommandLine(new MeteringCommand())
                            .execute(
                                    "--programs=Keywords",
                                    "--forks=1",
                                    "--warmups=1",
                                    "--iterations=1",
                                    "--millis=10",
                                    "--json");
            assertThat(code).isZero();
        } finally {
            System.setOut(before);
        }
        JsonNode programs = new ObjectMapper().readTree(out.toByteArray()).get("programs");
        assertThat(programs.at("/Keywords/metered/0/cpu").asDouble()).isPositive();
        assertThat(programs.at("/Keywords/unmetered/0/time").asDouble()).isPositive();
    }
}
