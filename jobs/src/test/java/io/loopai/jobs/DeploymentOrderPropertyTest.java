package io.loopai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.task.Deployment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/**
 * Deployments are level-triggered. Whatever came, in whatever order and however often:
 *
 * <ul>
 *   <li>in force for a task is the usable deployment with the highest revision that the snapshot,
 *       the restored state or the stream held, and nothing when that one retires the task or none
 *       is usable;
 *   <li>broadcast state holds for a task the usable deployment with the highest revision that the
 *       stream held, before and after restores, whatever snapshots held.
 * </ul>
 *
 * <p>A revision names one content: no two deployments of a task share it and differ.
 */
class DeploymentOrderPropertyTest {

    private static final List<String> TASKS = List.of("echo", "other");

    private enum Kind {
        GOOD,
        BROKEN,
        RETIRED
    }

    /** What the control stream may bring. */
    private record Change(String task, int revision) {

        /** Fixed by the revision, so that a repeat is the same deployment. */
        Kind kind() {
            return switch (revision % 4) {
                case 2 -> Kind.BROKEN;
                case 3 -> Kind.RETIRED;
                default -> Kind.GOOD;
            };
        }

        Deployment deployment() {
            return switch (kind()) {
                case GOOD -> Deployments.revision(task, revision);
                case BROKEN -> Deployments.broken(task, revision);
                case RETIRED -> Deployments.retired(task, revision);
            };
        }
    }

    @Property(tries = 100)
    void shouldHaveTheHighestUsableRevisionInForceWhateverTheOrder(
            @ForAll("changes") @Size(max = 12) List<Change> stream,
            @ForAll("changes") @Size(max = 3) List<Change> snapshot,
            @ForAll Random random)
            throws Exception {
        List<Change> other = new ArrayList<>(stream);
        stream.stream().filter(change -> random.nextBoolean()).forEach(other::add);
        Collections.shuffle(other, random);

        for (List<Change> order : List.of(stream, other)) {
            int restart = random.nextInt(order.size() + 1);
            OperatorSubtaskState state;
            try (Subtask subtask = start(null, snapshot)) {
                deploy(subtask, order.subList(0, restart));
                shouldRun(subtask, union(snapshot, order.subList(0, restart)));
                shouldHold(subtask, order.subList(0, restart));
                state = subtask.snapshot();
            }
            try (Subtask subtask = start(state, List.of())) {
                shouldRun(subtask, order.subList(0, restart));
                deploy(subtask, order.subList(restart, order.size()));
                shouldRun(subtask, stream);
                shouldHold(subtask, stream);
            }
        }
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        return Combinators.combine(Arbitraries.of(TASKS), Arbitraries.integers().between(1, 9))
                .as(Change::new)
                .list();
    }

    private static Subtask start(OperatorSubtaskState state, List<Change> snapshot)
            throws Exception {
        Deployment[] deployments =
                snapshot.stream().map(Change::deployment).toArray(Deployment[]::new);
        return state == null ? Subtask.start(deployments) : Subtask.restore(state, deployments);
    }

    private static void deploy(Subtask subtask, List<Change> changes) throws Exception {
        for (Change change : changes) {
            subtask.deploy(change.deployment());
        }
    }

    private static void shouldRun(Subtask subtask, List<Change> seen) throws Exception {
        Map<String, Change> inForce = inForce(seen);
        for (String task : TASKS) {
            Change change = inForce.get(task);
            assertThat(subtask.answer(task))
                    .isEqualTo(
                            change == null || change.kind() == Kind.RETIRED
                                    ? "unknown_task"
                                    : "r" + change.revision());
        }
    }

    private static void shouldHold(Subtask subtask, List<Change> stream) throws Exception {
        Map<String, Long> revisions = new HashMap<>();
        inForce(stream).forEach((task, change) -> revisions.put(task, (long) change.revision()));
        assertThat(subtask.state()).isEqualTo(revisions);
    }

    private static Map<String, Change> inForce(List<Change> seen) {
        Map<String, Change> highest = new HashMap<>();
        for (Change change : seen) {
            if (change.kind() != Kind.BROKEN) {
                highest.merge(
                        change.task(),
                        change,
                        (left, right) -> left.revision() >= right.revision() ? left : right);
            }
        }
        return highest;
    }

    private static List<Change> union(List<Change> left, List<Change> right) {
        List<Change> both = new ArrayList<>(left);
        both.addAll(right);
        return both;
    }
}
