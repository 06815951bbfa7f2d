package io.loopai.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.task.Deployment;
import io.loopai.task.Json;
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
 * ran. Both are in one text, so that they change together and are signed together. Immutable.
 *
 * <pre>{@code
 * TaskState state = TaskState.parse(message.deployment());
 * state.stageOf(2);   // ACTIVE
 * }</pre>
 *
 * @param deployment what runs; revision 0 when nothing was ever deployed
 * @param history the versions that run or ran, the one that became active last at the end
 */
public record TaskState(Deployment deployment, List<Past> history) {

    /**
     * What became of a version.
     *
     * @param stage never null
     * @param activatedAt when it last became active; null when it never was
     */
    public record Past(int version, Stage stage, Instant activatedAt) {

        public Past {
            Objects.requireNonNull(stage, "stage");
        }
    }

    public TaskState {
        history = history == null ? List.of() : List.copyOf(history);
    }

    /** Nothing was ever deployed. */
    public static TaskState none(String task) {
        return new TaskState(new Deployment(task, 0, null, List.of(), null, null), List.of());
    }

    /**
     * What was decided, from its {@link #text}.
     *
     * @throws IllegalArgumentException when it cannot be used; says why
     */
    public static TaskState parse(String text) {
        TaskState state;
        try {
            JsonNode tree = Json.MAPPER.readTree(text);
            if (!tree.isObject()) {
                throw new IllegalArgumentException("it is no JSON object");
            }
            state =
                    new TaskState(
                            Json.MAPPER.treeToValue(tree, Deployment.class),
                            Json.MAPPER.treeToValue(tree, History.class).history());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
        state.deployment()
                .problem()
                .ifPresent(
                        problem -> {
                            throw new IllegalArgumentException(problem);
                        });
        return state;
    }

    /** The decision as it is written, signed and published: the deployment with its history. */
    public String text() {
        ObjectNode tree = Json.MAPPER.valueToTree(deployment);
        tree.set("history", Json.MAPPER.valueToTree(history));
        return tree.toPrettyString() + "\n";
    }

    /** Whether anything was ever deployed. */
    public boolean isDeployed() {
        return deployment.revision() > 0;
    }

    /** The version that answers. */
    public Optional<LiveVersion> active() {
        return find(version -> version.stage() == Stage.ACTIVE);
    }

    /** The version, if it takes part in the traffic; one that only stands by does not. */
    public Optional<LiveVersion> live(int version) {
        return find(live -> live.version() == version);
    }

    /** The version that takes over when the active one is quarantined, whatever else it does. */
    public Optional<LiveVersion> standby() {
        return Optional.ofNullable(deployment.standby()).flatMap(this::deployed);
    }

    /** The version, if the deployment carries it, if only to stand by. */
    public Optional<LiveVersion> deployed(int version) {
        return deployment.versions().stream().filter(v -> v.version() == version).findFirst();
    }

    /** What became of a version that runs or ran. */
    public Optional<Past> past(int version) {
        return history.stream().filter(past -> past.version() == version).findFirst();
    }

    /** The version that was active before the one that is now, passing over withdrawn ones. */
    public OptionalInt activeBefore() {
        return allActiveBefore().stream().mapToInt(Integer::intValue).findFirst();
    }

    /** The versions that were active and left without a judgement, the latest first. */
    List<Integer> allActiveBefore() {
        List<Integer> retired = new ArrayList<>();
        for (Past past : history) {
            if (past.stage() == Stage.RETIRED) {
                retired.add(0, past.version());
            }
        }
        return retired;
    }

    /** Where a version stands; null when it is only stored. */
    public Stage stageOf(int version) {
        return live(version)
                .map(LiveVersion::stage)
                .orElseGet(() -> past(version).map(Past::stage).orElse(null));
    }

    /**
     * The version takes all requests. A canary was measured against the version that leaves, so it
     * leaves too; shadows answer nobody and stay. Who stands by from now on is for the caller to
     * say.
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

    /**
     * A challenger stops because it did worse; it does not stand by either.
     *
     * @param judgement the stage that it has from now on
     */
    TaskState withdraw(int version, Stage judgement, Instant now) {
        return next(deployment.spec(), without(version).toList(), Map.of(version, judgement), now);
    }

    /** A challenger stops without a judgement. */
    TaskState leave(int version, Instant now) {
        return next(deployment.spec(), without(version).toList(), Map.of(), now);
    }

    TaskState describe(TaskSpec spec, Instant now) {
        return next(spec, live().toList(), Map.of(), now);
    }

    TaskState retire(Instant now) {
        return next(null, List.of(), Map.of(), now);
    }

    /**
     * The same revision with another standby. A version that is not live is carried to stand by and
     * keeps the stage that it has in the history.
     *
     * @param standby null: nobody stands by
     */
    TaskState withStandby(LiveVersion standby) {
        List<LiveVersion> versions = new ArrayList<>(sorted(live().toList()));
        if (standby != null && live(standby.version()).isEmpty()) {
            versions.add(standby.standingBy());
        }
        Integer number = standby == null ? null : standby.version();
        return new TaskState(
                new Deployment(
                        deployment.task(),
                        deployment.revision(),
                        deployment.spec(),
                        versions,
                        number,
                        deployment.disagreement(),
                        deployment.regeneration(),
                        deployment.publishedAt()),
                history);
    }

    private static boolean hasChallenger(List<LiveVersion> versions) {
        return versions.stream().anyMatch(version -> version.stage() != Stage.ACTIVE);
    }

    /** The same under another revision. */
    public TaskState withRevision(long revision) {
        return new TaskState(
                new Deployment(
                        deployment.task(),
                        revision,
                        deployment.spec(),
                        deployment.versions(),
                        deployment.standby(),
                        deployment.disagreement(),
                        deployment.regeneration(),
                        deployment.publishedAt()),
                history);
    }

    /**
     * The same revision with other notes.
     *
     * @param disagreement see {@link Deployment#disagreement}
     * @param regeneration see {@link Deployment#regeneration}
     */
    TaskState noted(Double disagreement, String regeneration) {
        return new TaskState(
                new Deployment(
                        deployment.task(),
                        deployment.revision(),
                        deployment.spec(),
                        deployment.versions(),
                        deployment.standby(),
                        disagreement,
                        regeneration,
                        deployment.publishedAt()),
                history);
    }

    /** The same revision, which tells of the active version how often it is right. */
    TaskState withAudit(LiveVersion.Audit audit) {
        List<LiveVersion> versions =
                deployment.versions().stream()
                        .map(each -> each.stage() == Stage.ACTIVE ? each.withAudit(audit) : each)
                        .toList();
        return new TaskState(
                new Deployment(
                        deployment.task(),
                        deployment.revision(),
                        deployment.spec(),
                        versions,
                        deployment.standby(),
                        deployment.disagreement(),
                        deployment.regeneration(),
                        deployment.publishedAt()),
                history);
    }

    private TaskState next(
            TaskSpec spec, List<LiveVersion> versions, Map<Integer, Stage> left, Instant now) {
        Deployment changed =
                new Deployment(
                        deployment.task(),
                        deployment.revision() + 1,
                        spec,
                        sorted(versions),
                        null,
                        hasChallenger(versions) ? deployment.disagreement() : null,
                        deployment.regeneration(),
                        now);
        TaskState next = new TaskState(changed, historyAfter(changed, left, now));
        boolean stays =
                standby()
                        .filter(v -> next.active().isPresent())
                        .filter(v -> next.stageOf(v.version()) != Stage.ACTIVE)
                        .filter(v -> !left.containsKey(v.version()))
                        .isPresent();
        return stays ? next.withStandby(standby().get()) : next;
    }

    private static List<LiveVersion> sorted(List<LiveVersion> versions) {
        return versions.stream()
                .sorted(
                        Comparator.comparing(LiveVersion::stage)
                                .reversed()
                                .thenComparing(LiveVersion::version))
                .toList();
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
        return live().filter(condition).findFirst();
    }

    private Stream<LiveVersion> without(int version) {
        return live().filter(live -> live.version() != version);
    }

    private Stream<LiveVersion> live() {
        return deployment.versions().stream().filter(v -> !deployment.onlyStandsBy(v));
    }

    private record History(List<Past> history) {}
}
