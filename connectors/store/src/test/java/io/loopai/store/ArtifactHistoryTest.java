package io.loopai.store;

import static io.loopai.store.Fixtures.source;
import static io.loopai.store.Fixtures.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.task.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** Whatever people do to a task, in whatever order, its files agree with each other. */
class ArtifactHistoryTest {

    enum Kind {
        ADD,
        ACTIVATE,
        CANARY,
        SHADOW,
        WITHDRAW,
        ROLLBACK,
        ROLLBACK_TO,
        STANDBY,
        QUARANTINE,
        RETIRE,
        PUT_TASK
    }

    record Step(Kind kind, int number) {

        void apply(ArtifactRepository artifacts) {
            switch (kind) {
                case ADD -> artifacts.add("t", source(number), "ecj");
                case ACTIVATE -> artifacts.activate("t", number);
                case CANARY -> artifacts.canary("t", number, number / 10.0);
                case SHADOW -> artifacts.shadow("t", number, number / 10.0);
                case WITHDRAW -> artifacts.withdraw("t", number);
                case ROLLBACK -> artifacts.rollback("t", OptionalInt.empty());
                case ROLLBACK_TO -> artifacts.rollback("t", OptionalInt.of(number));
                case STANDBY -> artifacts.standby("t", OptionalInt.of(number));
                case QUARANTINE -> artifacts.quarantine("t", number);
                case RETIRE -> artifacts.retire("t");
                case PUT_TASK -> artifacts.putTask(task("t", "task " + number));
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds =
                Arbitraries.frequency(
                        Tuple.of(4, Kind.ADD),
                        Tuple.of(4, Kind.ACTIVATE),
                        Tuple.of(3, Kind.CANARY),
                        Tuple.of(3, Kind.SHADOW),
                        Tuple.of(2, Kind.WITHDRAW),
                        Tuple.of(3, Kind.ROLLBACK),
                        Tuple.of(2, Kind.ROLLBACK_TO),
                        Tuple.of(2, Kind.STANDBY),
                        Tuple.of(2, Kind.QUARANTINE),
                        Tuple.of(1, Kind.RETIRE),
                        Tuple.of(1, Kind.PUT_TASK));
        return Combinators.combine(kinds, Arbitraries.integers().between(1, 5))
                .as(Step::new)
                .list()
                .ofMaxSize(25);
    }

    @Property(tries = 50, shrinking = ShrinkingMode.BOUNDED)
    void shouldKeepFilesAndDeploymentInAgreement(@ForAll("steps") List<Step> steps)
            throws IOException {
        Path root = Files.createTempDirectory("artifacts");
        try {
            DataDir data = DataDir.open(root);
            ArtifactRepository artifacts = new ArtifactRepository(data);
            artifacts.putTask(task("t"));
            for (Step step : steps) {
                Optional<Deployment> before = artifacts.deployment("t");
                boolean refused = false;
                try {
                    step.apply(artifacts);
                } catch (ArtifactException e) {
                    refused = true;
                }
                Optional<Deployment> after = artifacts.deployment("t");

                if (refused || after.equals(before)) {
                    assertThat(after).isEqualTo(before);
                } else {
                    long last = before.map(Deployment::revision).orElse(0L);
                    assertThat(after.orElseThrow().revision()).isEqualTo(last + 1);
                }
                Invariants.check(data, artifacts, "t");
            }
        } finally {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
