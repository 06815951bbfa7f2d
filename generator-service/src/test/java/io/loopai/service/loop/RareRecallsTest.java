package io.loopai.service.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.decision.VersionHealth.Recall;
import io.loopai.service.decisions.DecisionCentre;
import io.loopai.store.DataDir;
import io.loopai.task.Json;
import io.loopai.task.Oracle;
import io.loopai.task.TaskFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RareRecallsTest {

    private static final Instant BEGAN = Instant.parse("2026-01-31T12:00:00Z");
    private static final String RARE = "\"rare\"";

    @TempDir private Path folder;
    private DecisionCentre centre;
    private RareRecalls recalls;

    @BeforeEach
    void open() {
        centre = DecisionCentre.open(DataDir.open(folder), Optional.empty());
        centre.deployments()
                .createTask(
                        TaskFile.parse(
                                "id: spam\ninput_schema: {type: object}\n"
                                        + "output_schema: {type: string}",
                                "spam.yaml"),
                        null);
        recalls = new RareRecalls(centre.database());
    }

    @AfterEach
    void close() {
        centre.close();
    }

    @Test
    void shouldAskAnewWhenLabelsHaveComeAndNotBefore() {
        for (int i = 0; i < 20; i++) {
            store("c" + i, "common", true, BEGAN);
        }
        store("r0", "rare", true, BEGAN);
        store("old", "rare", true, BEGAN.minusSeconds(1));
        recalls.changed("spam");
        assertThat(recalls.of("spam", 1, BEGAN)).isEqualTo(Map.of(RARE, new Recall(1, 1)));

        store("r1", "rare", false, BEGAN.plusSeconds(1));
        recalls.changed("other");
        assertThat(recalls.of("spam", 1, BEGAN)).isEqualTo(Map.of(RARE, new Recall(1, 1)));
        recalls.changed("spam");

        assertThat(recalls.of("spam", 1, BEGAN)).isEqualTo(Map.of(RARE, new Recall(1, 2)));
        assertThat(recalls.of("spam", 2, BEGAN)).isEmpty();
    }

    @Test
    void shouldAskAnewForAnotherRollout() {
        for (int i = 0; i < 20; i++) {
            store("c" + i, "common", true, BEGAN);
        }
        store("r0", "rare", true, BEGAN.minusSeconds(5));
        assertThat(recalls.of("spam", 1, BEGAN)).isEmpty();

        assertThat(recalls.of("spam", 1, BEGAN.minusSeconds(5)))
                .isEqualTo(Map.of(RARE, new Recall(1, 1)));
    }

    private void store(String id, String expected, boolean correct, Instant at) {
        centre.database()
                .inTransaction(
                        handle -> {
                            LabelTable.insert(
                                    handle,
                                    new LabelTable.Row(
                                            "spam",
                                            id,
                                            Json.MAPPER.createObjectNode(),
                                            Json.MAPPER.valueToTree(expected),
                                            Oracle.LLM,
                                            "audit",
                                            true,
                                            null,
                                            at,
                                            at));
                            JudgementTable.insert(handle, "spam", id, 1, null, correct, false);
                            return null;
                        });
    }
}
