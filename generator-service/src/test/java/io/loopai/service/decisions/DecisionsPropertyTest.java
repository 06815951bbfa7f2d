package io.loopai.service.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.service.db.DeploymentTable;
import io.loopai.store.ArtifactException;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.task.ControlMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is decided here and in the folder, in whatever order. */
class DecisionsPropertyTest {

    private static final int VERSIONS = 4;

    private static DataDir data;
    private static DecisionCentre centre;
    private static ArtifactRepository artifacts;
    private static final Remembered TOPIC = new Remembered();
    private static int tasks;

    private record Step(int kind, int version) {}

    @BeforeContainer
    static void open() throws IOException {
        data = DataDir.open(Files.createTempDirectory("loopai-decisions"));
        artifacts = new ArtifactRepository(data);
        centre = DecisionCentre.open(data, Optional.empty());
        centre.publishTo(TOPIC);
    }

    @AfterContainer
    static void close() {
        centre.close();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(1, VERSIONS))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    @Property(tries = 25)
    void shouldGrowByOneAndReplayToTheSameState(@ForAll("steps") List<Step> steps)
            throws ProgramRejectedException {
        String task = "t-" + tasks++;
        Deployments deployments = centre.deployments();
        deployments.createTask(Programs.task(task), null);
        for (int number = 1; number <= VERSIONS; number++) {
            deployments.addVersion(task, NewProgram.written(Programs.source(number)), "added");
        }
        await().until(() -> artifacts.has(task) && artifacts.versionNumbers(task).size() == 4);
        steps.forEach(step -> take(step, task));
        await().until(() -> artifacts.published(task).equals(newest(task)));
        await().until(() -> centre.lags().stream().allMatch(lag -> lag.pending() == 0));
        await().until(() -> artifacts.published(task).equals(newest(task)));

        List<DeploymentTable.Row> history = new ArrayList<>(deployments.history(task, 1000));
        long newest = deployments.find(task).revision();
        assertThat(history)
                .extracting(DeploymentTable.Row::revision)
                .containsExactlyElementsOf(
                        LongStream.iterate(newest, r -> r >= 1, r -> r - 1).boxed().toList());
        assertThat(TOPIC.revisions(task)).isSorted().doesNotHaveDuplicates().endsWith(newest);
        ControlMessage decided = history.get(0).message();
        assertThat(TOPIC.messages()).contains(decided);
        assertThat(decided.read().problem()).isEmpty();
    }

    private static Optional<ControlMessage> newest(String task) {
        return centre.deployments().history(task, 1).stream()
                .map(DeploymentTable.Row::message)
                .findFirst();
    }

    private static void take(Step step, String task) {
        Deployments deployments = centre.deployments();
        int version = step.version();
        try {
            switch (step.kind()) {
                case 0 -> deployments.activate(task, version, "x");
                case 1 -> deployments.canary(task, version, 0.25, "x");
                case 2 -> deployments.shadow(task, version, 1, "x");
                case 3 -> deployments.withdraw(task, version, "x");
                case 4 -> deployments.quarantine(task, version, "x");
                case 5 -> deployments.rollback(task, OptionalInt.empty(), "x");
                case 6 -> deployments.standby(task, OptionalInt.of(version), "x");
                case 7 -> deployments.retire(task, "x");
                default -> {
                    await().until(() -> artifacts.published(task).equals(newest(task)));
                    artifacts.activate(task, version);
                }
            }
        } catch (ArtifactException e) {
            // Not allowed in this state: nothing has changed.
        }
    }
}
