package io.loopai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.Response;
import io.loopai.task.Event;
import io.loopai.task.Json;
import io.loopai.task.Validation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an LLM that is away does to executions, and what becomes of its samples. With real minutes, by
 * hand: the benchmark {@code oracle-outage}.
 */
class OracleOutageTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final JsonNode NO_COMPLETION = Json.MAPPER.createObjectNode().put("hello", 1);

    @TempDir private Path folder;

    @Test
    void shouldAnswerAllAndValidateAllThoughTheLlmIsAwayForAWhile() throws Exception {
        try (TwoJobs jobs =
                new TwoJobs(folder, "sampling: {rate: 1}", "return Answer.of(\"a\");")) {
            jobs.llm.then(Behaviour.says("a"));
            jobs.send(100);
            await().atMost(PATIENCE).until(() -> jobs.validations().size() == 100);

            jobs.llm.then(Behaviour.busy("1"));
            answerAllWithoutTheLlm(jobs);
            jobs.llm.then(Behaviour.says("a"));
            await().atMost(PATIENCE).until(() -> jobs.validations().size() == jobs.sent());

            jobs.llm.then(Behaviour.busy());
            answerAllWithoutTheLlm(jobs);
            jobs.llm.then(Behaviour.says("a"));
            await().atMost(PATIENCE).until(() -> jobs.validations().size() == jobs.sent());

            jobs.llm.then(Behaviour.hangs());
            answerAllWithoutTheLlm(jobs);
            jobs.llm.then(Behaviour.says("a"));
            await().atMost(PATIENCE).until(() -> jobs.validations().size() == jobs.sent());

            jobs.llm.goDown();
            answerAllWithoutTheLlm(jobs);
            jobs.llm.comeBack();
            await().atMost(PATIENCE).until(() -> jobs.validations().size() == jobs.sent());

            assertThat(jobs.validations())
                    .allSatisfy(validation -> assertThat(validation.agrees()).isTrue())
                    .extracting(Validation::id)
                    .doesNotHaveDuplicates();
            assertThat(jobs.events())
                    .extracting(Event::kind)
                    .contains(Event.Kind.ORACLE_FAILING, Event.Kind.ORACLE_RECOVERED);
        }
    }

    @Test
    void shouldCountAsMissingWhatTheLlmAnswersWithNonsense() throws Exception {
        try (TwoJobs jobs =
                new TwoJobs(folder, "sampling: {rate: 1}", "return Answer.of(\"a\");")) {
            Behaviour nonsense = Behaviour.says("I had rather talk about the weather.");
            jobs.llm.then(
                    request ->
                            jobs.llm.requests().size() % 2 == 0
                                    ? new Response(200, Map.of(), NO_COMPLETION, false)
                                    : nonsense.answer(request));
            answerAllWithoutTheLlm(jobs);
            await().atMost(PATIENCE).until(() -> !jobs.validations().isEmpty());
            jobs.llm.then(Behaviour.says("b"));
            jobs.send(50);
            await().atMost(PATIENCE).until(() -> jobs.validations().size() == jobs.sent());

            List<Validation> validations = jobs.validations();
            assertThat(validations).extracting(Validation::id).doesNotHaveDuplicates();
            assertThat(validations)
                    .filteredOn(validation -> validation.expected() == null)
                    .isNotEmpty()
                    .allSatisfy(validation -> assertThat(validation.error()).isNotBlank());
            assertThat(validations)
                    .filteredOn(validation -> validation.expected() != null)
                    .hasSizeGreaterThanOrEqualTo(50)
                    .allSatisfy(validation -> assertThat(validation.agrees()).isFalse());
        }
    }

    /** Every caller has got a result while no sample is answered. */
    private static void answerAllWithoutTheLlm(TwoJobs jobs) {
        int before = jobs.sent();
        jobs.send(200);
        await().atMost(PATIENCE).until(() -> jobs.results().size() == before + 200);
        assertThat(jobs.validations())
                .filteredOn(validation -> validation.expected() != null)
                .hasSize(before);
        assertThat(jobs.executions()).hasSizeGreaterThan(before);
    }
}
