package io.loopai.cli;

import io.loopai.service.db.DeploymentTable;
import io.loopai.service.decisions.Deployments;
import io.loopai.task.Deployment;
import io.loopai.task.Json;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Follows what is decided of a task's versions: says it, and remembers how far each of them got. */
final class DemoVersions {

    private static final Set<Stage> RUNNING = EnumSet.of(Stage.SHADOW, Stage.CANARY, Stage.ACTIVE);

    /** Between two looks. */
    private static final int MOST_DECISIONS = 20;

    private static final int LONGEST_REASON = 110;

    private final Deployments deployments;
    private final String task;
    private final Consumer<String> say;
    private final IntConsumer tookOver;
    private final Map<Integer, LoopDemoReport.OfVersion> versions = new LinkedHashMap<>();
    private long revision;

    /**
     * @param say gets each decision in words
     * @param tookOver gets each version that becomes active for the first time
     */
    DemoVersions(Deployments deployments, String task, Consumer<String> say, IntConsumer tookOver) {
        this.deployments = deployments;
        this.task = task;
        this.say = say;
        this.tookOver = tookOver;
    }

    /** Tells of every decision since the last look. */
    void look() {
        List<DeploymentTable.Row> newest = deployments.history(task, MOST_DECISIONS);
        for (int i = newest.size() - 1; i >= 0; i--) {
            if (newest.get(i).revision() > revision) {
                revision = newest.get(i).revision();
                tell(newest.get(i).message().read(), newest.get(i).reason());
            }
        }
    }

    private void tell(Deployment deployment, String reason) {
        List<String> parts = new ArrayList<>();
        for (LiveVersion live : deployment.versions()) {
            if (deployment.onlyStandsBy(live)) {
                continue;
            }
            boolean active = live.stage() == Stage.ACTIVE;
            double share = active ? 1 : live.stage() == Stage.CANARY ? live.share() : 0;
            boolean isNew =
                    active && !LoopDemoReport.OfVersion.isActive(versions.get(live.version()));
            versions.merge(
                    live.version(),
                    new LoopDemoReport.OfVersion(live.version(), active, share, 0, null),
                    LoopDemoReport.OfVersion::with);
            if (isNew) {
                tookOver.accept(live.version());
            }
            parts.add(
                    "v%d %s"
                            .formatted(
                                    live.version(),
                                    live.stage() == Stage.CANARY
                                            ? Math.round(100 * live.share()) + "%"
                                            : Json.name(live.stage())));
        }
        say.accept(String.join(", ", parts) + ": " + Texts.cut(reason, LONGEST_REASON));
    }

    /** The version that answers; 0 when none does. */
    int active() {
        return deployments.state(task).active().map(LiveVersion::version).orElse(0);
    }

    /** Whether no version is on its way. */
    boolean isSettled() {
        Deployment deployment = deployments.state(task).deployment();
        return deployment.versions().stream()
                .allMatch(live -> live.stage() == Stage.ACTIVE || deployment.onlyStandsBy(live));
    }

    /** Not any more when it was taken back, or gave way to another challenger. */
    boolean isRunning(int version) {
        return RUNNING.contains(deployments.state(task).stageOf(version));
    }

    /** Of the tickets that it ever answered; empty when it never ran. */
    Optional<Double> highestShare(int version) {
        return Optional.ofNullable(versions.get(version))
                .map(LoopDemoReport.OfVersion::highestShare);
    }

    /** All of them, with what their labels say. */
    List<LoopDemoReport.OfVersion> measured(DemoMeter meter) {
        return versions.values().stream()
                .map(
                        of -> {
                            long[] counts = meter.of(of.version());
                            return new LoopDemoReport.OfVersion(
                                    of.version(),
                                    of.active(),
                                    of.highestShare(),
                                    counts[0],
                                    counts[0] == 0 ? null : (double) counts[1] / counts[0]);
                        })
                .toList();
    }
}
