package io.loopai.store;

import io.loopai.task.Deployment;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import io.loopai.task.TaskSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that a change of a task decides: its deployment, and what became of every version that ever
 * ran. Both are in one file, so that they change together. Immutable.
 *
 * @param deployment what runs; revision 0 when nothing was ever deployed
 * @param history the versions that run or ran, the one that became active last at the end
 */
record TaskState(Deployment deployment, List<Past> history) {

    /**
     * @param stage never null
     * @param activatedAt when it last became active; null when it never was
     */
    record Past(int version, Stage stage, Instant activatedAt) {

        Past {
            Objects.requireNonNull(stage, "stage");
        }
    }

    TaskState {
        history = history == null ? List.of() : List.copyOf(history);
    }

    static TaskState none(String task) {
        return new TaskState(new Deployment(task, 0, null, List.of(), null, null), List.of());
    }

    boolean isDeployed() {
        return deployment.revision() > 0;
    }

    Optional<LiveVersion> active() {
        return find(version -> version.stage() == Stage.ACTIVE);
    }

    Optional<LiveVersion> live(int version) {
        return find(live -> live.version() == version);
    }

    Optional<Past> past(int version) {
        return history.stream().filter(past -> past.version() == version).findFirst();
    }

    /** The version that was active before the one that is now, passing over withdrawn ones. */
    OptionalInt activeBefore() {
        return history.stream()
                .filter(past -> past.stage() == Stage.RETIRED)
                .mapToInt(Past::version)
                .reduce((earlier, later) -> later);
    }

    /** Where a version stands; null when it is only stored. */
    Stage stageOf(int version) {
        return live(version)
                .map(LiveVersion::stage)
                .orElseGet(() -> past(version).map(Past::stage).orElse(null));
    }

    /**
     * The version takes all requests. A canary was measured against the version that leaves, so it
     * leaves too; shadows answer nobody and stay.
     *
     * @param outgoing the stage of the version that was active
     */
    TaskState activate(LiveVersion version, TaskSpec spec, Stage outgoing, Instant now) {
        Stream<LiveVersion> shadows =
                without(version.version()).filter(live -> live.stage() == Stage.SHADOW);
        Map<Integer, Stage> left =
                active().map(was -> Map.of(was.version(), outgoing)).orElse(Map.of());
        return next(spec, Stream.concat(Stream.of(version), shadows).toList(), left, now);
    }

    /** The version runs beside the active one; a canary takes the place of another canary. */
    TaskState challenge(LiveVersion version, TaskSpec spec, Instant now) {
        Stream<LiveVersion> staying =
                version.stage() == Stage.CANARY
                        ? without(version.version()).filter(live -> live.stage() != Stage.CANARY)
                        : without(version.version());
        return next(spec, Stream.concat(staying, Stream.of(version)).toList(), Map.of(), now);
    }

    /** The version stops because it did worse. */
    TaskState withdraw(int version, Instant now) {
        return next(
                deployment.spec(),
                without(version).toList(),
                Map.of(version, Stage.ROLLED_BACK),
                now);
    }

    TaskState describe(TaskSpec spec, Instant now) {
        return next(spec, deployment.versions(), Map.of(), now);
    }

    TaskState retire(Instant now) {
        return next(null, List.of(), Map.of(), now);
    }

    private TaskState next(
            TaskSpec spec, List<LiveVersion> versions, Map<Integer, Stage> left, Instant now) {
        Deployment changed =
                new Deployment(
                        deployment.task(),
                        deployment.revision() + 1,
                        spec,
                        versions.stream()
                                .sorted(
                                        Comparator.comparing(LiveVersion::stage)
                                                .reversed()
                                                .thenComparing(LiveVersion::version))
                                .toList(),
                        null,
                        now);
        return new TaskState(changed, historyAfter(changed, left, now));
    }

    private List<Past> historyAfter(Deployment changed, Map<Integer, Stage> left, Instant now) {
        TaskState after = new TaskState(changed, List.of());
        Optional<LiveVersion> promoted =
                after.active().filter(active -> stageOf(active.version()) != Stage.ACTIVE);
        List<Past> pasts = new ArrayList<>();
        for (Past past : history) {
            Stage stage = left.getOrDefault(past.version(), past.stage());
            if (after.live(past.version()).isPresent()) {
                stage = after.stageOf(past.version());
            } else if (stage.isLive()) {
                // It left without a judgement: retired if it ever answered alone, else just stored.
                stage = past.activatedAt() == null ? null : Stage.RETIRED;
            }
            if (stage != null) {
                pasts.add(new Past(past.version(), stage, past.activatedAt()));
            }
        }
        for (LiveVersion live : changed.versions()) {
            if (past(live.version()).isEmpty()) {
                pasts.add(new Past(live.version(), live.stage(), null));
            }
        }
        promoted.ifPresent(
                active -> {
                    pasts.removeIf(past -> past.version() == active.version());
                    pasts.add(new Past(active.version(), Stage.ACTIVE, now));
                });
        return pasts;
    }

    private Optional<LiveVersion> find(Predicate<LiveVersion> condition) {
        return deployment.versions().stream().filter(condition).findFirst();
    }

    private Stream<LiveVersion> without(int version) {
        return deployment.versions().stream().filter(live -> live.version() != version);
    }
}
