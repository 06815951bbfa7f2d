package io.loopai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopai.store.ArtifactRepository;
import io.loopai.store.CorruptArtifactException;
import io.loopai.store.DataDir;
import io.loopai.task.TaskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredDeploymentsTest {

    @TempDir private Path folder;

    @BeforeEach
    void storeTwoTasksAndDamageOne() throws IOException {
        DataDir data = DataDir.open(folder);
        ArtifactRepository artifacts = new ArtifactRepository(data);
        for (String id : new String[] {"good", "damaged"}) {
            artifacts.putTask(
                    TaskFile.parse(
                            "id: "
                                    + id
                                    + "\ninput_schema: {type: object}\noutput_schema: {type: string}\n",
                            "t.yaml"));
            artifacts.add(id, "source", "ecj");
        }
        Files.writeString(data.artifacts("damaged").resolve("deployment.json"), "{");
    }

    @Test
    void shouldLeaveOutATaskThatIsDamaged() {
        assertThat(new StoredDeployments(folder, "good").read())
                .extracting(message -> message.read().task())
                .containsExactly("good");
        assertThat(new StoredDeployments(folder, null).read()).hasSize(1);
    }

    @Test
    void shouldNotStartWithoutItsOwnTask() {
        assertThatThrownBy(() -> new StoredDeployments(folder, "damaged").read())
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("deployment.json");
    }
}
