package io.loopai.service.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.service.decisions.DecisionCentre;
import io.loopai.service.decisions.NewProgram;
import io.loopai.signature.SigningKey;
import io.loopai.store.DataDir;
import io.loopai.task.Regeneration;
import io.loopai.task.TaskFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that has lost the key by which what runs is signed. */
class SignedImprovementTest {

    private static final String SOURCE =
            """
            import io.loopai.program.*;
            public final class P implements Program {
                public Answer answer(Input in) { return Answer.of("ham"); }
            }
            """;

    @TempDir private Path folder;

    @Test
    void shouldEndAnAttemptThatItCannotDeployAndGoOnWithOtherTasks() throws Exception {
        try (DecisionCentre centre =
                DecisionCentre.open(DataDir.open(folder), Optional.of(SigningKey.create()))) {
            deploy(centre, "signed");
        }
        try (DecisionCentre centre = DecisionCentre.open(DataDir.open(folder), Optional.empty())) {
            deploy(centre, "unsigned");
            ImprovementLoop loop =
                    ImprovementLoop.of(
                            centre.database(),
                            centre.deployments(),
                            Optional::empty,
                            ImprovementLoop.Options.DEFAULT);
            loop.wish(wish("00000001", "signed"));
            loop.wish(wish("00000002", "unsigned"));

            loop.improve();

            assertThat(centre.database().inTransaction(AttemptTable::waiting)).isEmpty();
            assertThat(outcome(centre, "signed"))
                    .startsWith("nothing was made: ")
                    .endsWith(
                            "; that it has ended is not deployed: revision 1 of 'signed' is signed,"
                                    + " and this change would not be; start the service with the"
                                    + " signing key (--signing-key)");
            assertThat(outcome(centre, "unsigned"))
                    .startsWith("nothing was made: ")
                    .doesNotContain("not deployed");
        }
    }

    private static void deploy(DecisionCentre centre, String task) throws Exception {
        String spec =
                """
                id: %s
                input_schema: {type: object, properties: {text: {type: string}}}
                output_schema: {type: string, enum: [spam, ham]}
                """
                        .formatted(task);
        centre.deployments().createTask(TaskFile.parse(spec, "task.yaml"), null);
        centre.deployments().addVersion(task, NewProgram.written(SOURCE), "added");
    }

    private static String outcome(DecisionCentre centre, String task) {
        List<AttemptTable.Row> attempts =
                centre.database().inTransaction(handle -> AttemptTable.all(handle, task, 10));
        assertThat(attempts).hasSize(1);
        return attempts.get(0).outcome();
    }

    private static Regeneration wish(String id, String task) {
        return new Regeneration(
                id,
                task,
                1,
                Regeneration.Reason.ON_DEMAND,
                "test",
                Instant.parse("2026-01-31T12:00:00Z"));
    }
}
