package io.loopai.service.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.sandbox.CompilerKind;
import io.loopai.service.db.Database;
import io.loopai.service.db.Outbox;
import io.loopai.service.db.VersionTable;
import io.loopai.store.ArtifactException;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.task.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldVersionsTest {

    @TempDir private Path folder;
    private DataDir data;
    private ArtifactRepository artifacts;
    private DecisionCentre centre;

    @BeforeEach
    void open() {
        data = DataDir.open(folder);
        artifacts = new ArtifactRepository(data);
        centre = DecisionCentre.open(data, Optional.empty());
        centre.deployments().createTask(Programs.task("t"), null);
    }

    @AfterEach
    void close() {
        centre.close();
    }

    private void written(int number) throws Exception {
        centre.deployments()
                .addVersion("t", NewProgram.written(Programs.source(number)), "by hand");
    }

    private void learned(int number) throws Exception {
        ObjectNode metadata = Json.MAPPER.createObjectNode().put("strategy", "learned");
        centre.deployments()
                .addVersion(
                        "t",
                        new NewProgram(
                                Programs.source(number), CompilerKind.ECJ, "learned", metadata),
                        "learned");
    }

    private List<Integer> there() {
        return centre.deployments().versionNumbers("t");
    }

    /** The folder follows a moment later; before, nothing is deleted. */
    private void deleteAllBut(int kept) {
        await().untilAsserted(
                        () ->
                                assertThat(folderEntries())
                                        .as("what the folder is still to be told")
                                        .isZero());
        centre.deleteOldVersions(kept);
    }

    private long folderEntries() {
        return centre.database()
                .inTransaction(handle -> Outbox.pending(handle, FolderProjection.NAME));
    }

    @Test
    void shouldKeepTheNewestAndWhatRunsOrMayRunAgain() throws Exception {
        learned(1);
        learned(2);
        learned(3);
        written(4);
        for (int number = 5; number <= 9; number++) {
            learned(number);
        }
        centre.deployments().activate("t", 2, "better");
        centre.deployments().activate("t", 3, "better still");

        deleteAllBut(3);

        // v3 is active, v2 stands by, and nobody has tried what somebody has written.
        assertThat(there()).containsExactly(2, 3, 4, 7, 8, 9);
        await().untilAsserted(() -> assertThat(artifacts.versionNumbers("t")).isEqualTo(there()));
        assertThat(artifacts.source("t", 3)).isEqualTo(Programs.source(3));
        learned(10);
        assertThat(there()).endsWith(9, 10);
    }

    @Test
    void shouldNotComeBackFromTheDataFolder() throws Exception {
        for (int number = 1; number <= 5; number++) {
            learned(number);
        }
        deleteAllBut(2);
        List<Integer> left = there();
        close();

        centre = DecisionCentre.open(data, Optional.empty());

        assertThat(there()).isEqualTo(left).containsExactly(1, 4, 5);
        assertThat(artifacts.versionNumbers("t")).isEqualTo(left);
    }

    /** Told after the deletion, the folder would have them again, and give them back. */
    @Test
    void shouldWaitUntilTheFolderHasBeenToldOfTheVersions() throws Exception {
        for (int number = 1; number <= 5; number++) {
            learned(number);
        }
        await().untilAsserted(() -> assertThat(folderEntries()).isZero());
        close();
        // Nobody tells the folder now.
        try (Database database = Database.open(data.root().resolve("service"))) {
            OldVersions old = new OldVersions(new Ledger(database), artifacts);
            database.inTransaction(
                    handle -> {
                        Outbox.add(handle, FolderProjection.NAME, "t", Outbox.Kind.VERSION, 2);
                        return null;
                    });

            old.delete(2);

            assertThat(numbers(database)).containsExactly(1, 2, 3, 4, 5);
        }

        centre = DecisionCentre.open(data, Optional.empty());
        deleteAllBut(2);

        assertThat(there()).containsExactly(1, 4, 5);
    }

    private static List<Integer> numbers(Database database) {
        return database.inTransaction(handle -> VersionTable.numbers(handle, "t"));
    }

    @Test
    void shouldRefuseToDeleteWhatRuns() throws Exception {
        learned(1);
        await().until(() -> artifacts.has("t") && artifacts.deployment("t").isPresent());

        assertThatThrownBy(() -> artifacts.remove("t", 1))
                .isInstanceOf(ArtifactException.class)
                .hasMessage(
                        "v1 of 't' runs or stands by and cannot be deleted; withdraw it, or activate"
                                + " another version first");
    }
}
