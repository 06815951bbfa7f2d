package io.loopai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopai.oracle.testing.Behaviour;
import io.loopai.task.Result;
import io.loopai.task.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What callers see who wait for the oracle when the jobs are killed meanwhile. Larger by hand: {@code
 * -Dloopai.test.requests=60000 -Dloopai.test.kills=12}.
 */
class FallbackCrashTest {

    private static final int REQUESTS = Integer.getInteger("loopai.test.requests", 900);
    private static final int KILLS = Integer.getInteger("loopai.test.kills", 3);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Answers that the LLM gives before it is left hanging. */
    private static final int SOME = 20;

    @TempDir private Path folder;

    @Test
    void shouldGiveEveryCallerOneResultThoughEitherJobIsKilledInTheMiddle() throws Exception {
        Semaphore answers = new Semaphore(0);
        try (TwoJobs jobs =
                new TwoJobs(
                        folder,
                        "fallback: oracle\nsampling: {rate: 0.2}",
                        "return in.text(\"text\").endsWith(\"0\") ? Answer.of(\"a\") : Answer.abstain();")) {
            Behaviour answering = Behaviour.says("b");
            jobs.llm.then(
                    request -> {
                        answers.acquireUninterruptibly();
                        return answering.answer(request);
                    });
            for (int kill = 0; kill < KILLS; kill++) {
                answers.drainPermits();
                long before = fallbacks(jobs);
                jobs.send(REQUESTS / (KILLS + 1));
                answers.release(SOME);
                await().atMost(PATIENCE).until(() -> fallbacks(jobs) > before);
                assertThat(jobs.results().size()).as("some wait").isLessThan(jobs.sent());
                kill(jobs, kill);
                answers.release(REQUESTS * 2);
            }
            jobs.send(REQUESTS - jobs.sent());
            await().atMost(PATIENCE).until(() -> jobs.results().size() >= REQUESTS);
            await().atMost(PATIENCE).until(() -> jobs.executions().size() >= REQUESTS);
            jobs.send(10); // whatever came twice has come by the time that these are there
            await().atMost(PATIENCE).until(() -> jobs.executions().size() >= REQUESTS + 10);

            assertThat(jobs.results())
                    .hasSize(REQUESTS + 10)
                    .allSatisfy(
                            result ->
                                    assertThat(result.status())
                                            .isEqualTo(
                                                    result.id().endsWith("0")
                                                            ? Status.SUCCESS
                                                            : Status.FALLBACK))
                    .extracting(Result::id)
                    .doesNotHaveDuplicates();
            assertThat(jobs.executions()).hasSize(REQUESTS + 10).doesNotHaveDuplicates();
            assertThat(jobs.hasDeadLetters()).isFalse();
        }
    }

    private static long fallbacks(TwoJobs jobs) {
        return jobs.results().stream().filter(result -> result.status() == Status.FALLBACK).count();
    }

    /** One, the other, and both; at a bad moment and then at any. */
    private static void kill(TwoJobs jobs, int number) throws Exception {
        switch (number % 6) {
            case 0 -> jobs.execution.killRightAfterACheckpoint();
            case 1 -> jobs.oracle.killRightAfterACheckpoint();
            case 2 -> {
                jobs.oracle.kill();
                jobs.execution.kill();
            }
            case 3 -> jobs.execution.kill();
            case 4 -> jobs.oracle.kill();
            default -> {
                jobs.execution.killRightAfterACheckpoint();
                jobs.oracle.killRightAfterACheckpoint();
            }
        }
        if (number % 3 != 1) {
            jobs.execution.start();
        }
        if (number % 3 != 0) {
            jobs.oracle.start();
        }
    }
}
