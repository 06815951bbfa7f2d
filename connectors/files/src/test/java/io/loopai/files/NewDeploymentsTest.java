package io.loopai.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.task.ControlMessage;
import io.loopai.task.TaskFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.Collector;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewDeploymentsTest {

    @TempDir Path folder;
    private final List<String> warnings = new ArrayList<>();
    private final AbstractAppender appender = new WarningsAppender();
    private final Logger logger = (Logger) LogManager.getLogger(NewDeployments.class);

    @BeforeEach
    void listen() {
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.WARN);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeAppender(appender);
        logger.setLevel(Level.OFF);
    }

    @Test
    void shouldNameADamagedFileOnceUntilItWasWhole() throws Exception {
        Path file = deploy();
        byte[] whole = Files.readAllBytes(file);
        NewDeployments deployments = new NewDeployments(folder.toString());
        deployments.open(null);

        Files.writeString(file, "{\"revis");
        look(deployments, 3);
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0))
                .startsWith("Task 'spam' keeps what runs: ")
                .contains(file.toString());

        Files.write(file, whole);
        look(deployments, 1);
        Files.writeString(file, "{\"revis");
        look(deployments, 3);
        assertThat(warnings).hasSize(2);
    }

    private static void look(NewDeployments deployments, int times) {
        Collector<ControlMessage> out =
                new Collector<>() {
                    @Override
                    public void collect(ControlMessage message) {}

                    @Override
                    public void close() {}
                };
        for (int i = 0; i < times; i++) {
            deployments.flatMap(0L, out);
        }
    }

    private Path deploy() throws Exception {
        Path task = folder.resolve("spam.yaml");
        Files.writeString(
                task,
                """
                id: spam
                description: Say whether a message is spam.
                input_schema: {type: object}
                output_schema: {type: string}
                """);
        ArtifactRepository artifacts = new ArtifactRepository(DataDir.open(folder));
        artifacts.putTask(TaskFile.read(task));
        artifacts.add("spam", "first", "ecj");
        return folder.resolve("artifacts/spam/deployment.json");
    }

    private final class WarningsAppender extends AbstractAppender {
        WarningsAppender() {
            super("warnings", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            warnings.add(event.getMessage().getFormattedMessage());
        }
    }
}
