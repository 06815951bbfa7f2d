package io.loopai.cli;

import io.loopai.cli.terminal.Formats;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.VersionMetadata;
import io.loopai.task.Deployment;
import io.loopai.task.Json;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How versions, and what runs of them, are shown. */
final class Versions {

    /** One live version, without its source. */
    record Live(int version, Stage stage, double share, String hash, String compiler) {}

    /** What runs for a task, as JSON shows it. */
    record Running(String task, long revision, List<Live> versions, Integer standby) {

        static Running of(Deployment deployment) {
            return new Running(
                    deployment.task(),
                    deployment.revision(),
                    deployment.versions().stream()
                            .map(
                                    live ->
                                            new Live(
                                                    live.version(),
                                                    live.stage(),
                                                    live.share(),
                                                    live.hash(),
                                                    live.compiler()))
                            .toList(),
                    deployment.standby());
        }
    }

    private Versions() {}

    /** The beginning of the hash, long enough to tell versions apart. */
    static String shortHash(VersionMetadata version) {
        return version.hash().replace("sha256:", "").substring(0, 12);
    }

    /** The stage's name; {@code stored} for a version that never ran. */
    static String stage(VersionMetadata version) {
        return version.stage() == null ? "stored" : Json.name(version.stage());
    }

    /** The version with this number, which is stored. */
    static VersionMetadata numbered(ArtifactRepository artifacts, String task, int number) {
        return artifacts.versions(task).stream()
                .filter(stored -> stored.version() == number)
                .findFirst()
                .orElseThrow();
    }

    /** The active version, or else the newest. */
    static VersionMetadata activeOrNewest(ArtifactRepository artifacts, String task) {
        List<VersionMetadata> versions = artifacts.versions(task);
        return versions.stream()
                .filter(version -> version.stage() == Stage.ACTIVE)
                .findFirst()
                .or(() -> versions.stream().reduce((earlier, later) -> later))
                .orElseThrow(
                        () ->
                                new CommandFailedException(
                                        "no program of '"
                                                + task
                                                + "' is stored yet; make one with 'loopai"
                                                + " generate' or 'loopai program add'"));
    }

    /** Says what runs after a change. */
    static void report(Deployment deployment, Output output) {
        if (output.json()) {
            output.print(Running.of(deployment));
            return;
        }
        String running =
                deployment.isRetired()
                        ? "retired; nothing runs"
                        : deployment.versions().stream()
                                .map(version -> describe(deployment, version))
                                .collect(Collectors.joining(", "));
        output.out()
                .println(
                        deployment.task()
                                + ": "
                                + running
                                + " (revision "
                                + deployment.revision()
                                + ")");
    }

    private static String describe(Deployment deployment, LiveVersion live) {
        String name = "v" + live.version() + " ";
        return deployment.onlyStandsBy(live)
                ? name + "standby"
                : name + stage(live) + standbyMark(deployment, live.version());
    }

    /** Where a stored version stands in what runs, with the share of a challenger. */
    static String stage(VersionMetadata stored, Optional<Deployment> running) {
        String stage =
                running.stream()
                        .flatMap(
                                deployment ->
                                        deployment.versions().stream()
                                                .filter(v -> !deployment.onlyStandsBy(v)))
                        .filter(live -> live.version() == stored.version())
                        .map(Versions::stage)
                        .findFirst()
                        .orElseGet(() -> stage(stored));
        return stage + running.map(d -> standbyMark(d, stored.version())).orElse("");
    }

    static boolean isStandby(Deployment deployment, int version) {
        return deployment.standby() != null && deployment.standby() == version;
    }

    private static String standbyMark(Deployment deployment, int version) {
        return isStandby(deployment, version) ? " (standby)" : "";
    }

    private static String stage(LiveVersion live) {
        String stage = Json.name(live.stage());
        return live.stage() == Stage.ACTIVE ? stage : stage + " " + Formats.percent(live.share());
    }
}
