package io.loopai.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.task.Deployment;
import io.loopai.task.Json;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What holds for a task whenever no change is under way. */
final class Invariants {

    private Invariants() {}

    static void check(DataDir data, ArtifactRepository artifacts, String task) throws IOException {
        Path folder = data.artifacts(task);
        assertThat(Json.MAPPER.readTree(folder.resolve("task.json").toFile()))
                .isEqualTo(Json.MAPPER.readTree(Json.bytes(artifacts.task(task))));

        List<LiveVersion> live =
                artifacts.deployment(task).map(Deployment::versions).orElse(List.of());
        List<Integer> active =
                live.stream()
                        .filter(version -> version.stage() == Stage.ACTIVE)
                        .map(LiveVersion::version)
                        .toList();
        assertThat(active).hasSize(live.isEmpty() ? 0 : 1);
        assertThat(Fixtures.activeLink(data, task))
                .isEqualTo(active.isEmpty() ? "" : "v" + active.get(0));
        artifacts.deployment(task).ifPresent(d -> assertThat(d.problem()).isEmpty());

        artifacts
                .deployment(task)
                .flatMap(d -> live.stream().filter(d::onlyStandsBy).findFirst())
                .ifPresent(standby -> assertThat(live).last().isEqualTo(standby));

        for (VersionMetadata version : artifacts.versions(task)) {
            Path file = folder.resolve("v" + version.version()).resolve("metadata.json");
            assertThat(Json.read(Files.readAllBytes(file), VersionMetadata.class))
                    .isEqualTo(version);
            Stage liveStage =
                    live.stream()
                            .filter(v -> v.version() == version.version())
                            .filter(v -> !artifacts.deployment(task).get().onlyStandsBy(v))
                            .map(LiveVersion::stage)
                            .findFirst()
                            .orElse(null);
            boolean saysLive = version.stage() != null && version.stage().isLive();
            assertThat(saysLive ? version.stage() : null).isEqualTo(liveStage);
        }
    }
}
