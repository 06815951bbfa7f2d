package io.loopai.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.loopai.decision.AuditCounts;
import io.loopai.decision.Drawn;
import io.loopai.engine.Draws;
import io.loopai.service.loop.FollowedRollout;
import io.loopai.task.Deployment;
import io.loopai.task.Json;
import io.loopai.task.LiveVersion;
import io.loopai.task.Oracle;
import io.loopai.task.ProgramStatus;
import io.loopai.task.Stage;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import io.loopai.task.Validation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Requests of a {@link SimulatedWorld}, and the validations of those that production's draws take.
 *
 * <p>Every record is hard to a degree. The harder it is, the more often both versions are wrong, the
 * less sure they are, the rarer the answer, the longer the input, and the longer the pause before: so
 * every policy of learning prefers records that are wrong more often than others.
 */
final class SimulatedTraffic {

    private static final List<String> ANSWERS = List.of("common", "other", "rare");
    private static final List<JsonNode> NODES =
            ANSWERS.stream().map(answer -> (JsonNode) TextNode.valueOf(answer)).toList();
    private static final JsonNode INPUT = Json.MAPPER.createObjectNode();
    private static final double TARGET = 0.9;

    /** Labels from before, which told how good the active version is: policies go by it. */
    private static final int LABELS_BEFORE = 1_000;

    /** Of 70, 25 and 5%. */
    private static final double EVENNESS = 0.53;

    private final SplittableRandom random;
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::due));
    private final Deployment deployment;
    private final Draws draws;
    private SimulatedWorld world;
    private LiveVersion active;
    private long requests;
    private long samples;
    private long millis;

    private record Waiting(long due, Validation validation) {}

    /** @param seed names the stream: another one draws other requests */
    SimulatedTraffic(SimulatedWorld world, long seed) {
        this.world = world;
        this.random = new SplittableRandom(seed);
        this.active = version(FollowedRollout.CHAMPION, Stage.ACTIVE);
        long right = Math.round(LABELS_BEFORE * world.agreement());
        tell(new AuditCounts(right, LABELS_BEFORE - right, 0));
        TaskSpec task = task("simulated-" + Long.toHexString(random.nextLong()), world);
        this.deployment =
                new Deployment(
                        task.id(),
                        1,
                        task,
                        List.of(active, version(FollowedRollout.CHALLENGER, Stage.SHADOW)),
                        null,
                        world.disagreement(),
                        null,
                        Instant.EPOCH);
        this.draws = new Draws(deployment);
    }

    private static TaskSpec task(String id, SimulatedWorld world) {
        return TaskFile.parse(
                """
                id: %s
                description: Made up.
                input_schema: {type: object}
                output_schema: {type: string}
                accuracy_target: %s
                sampling: {policy: %s, rate: %s}
                """
                        .formatted(id, TARGET, Json.name(world.policy()), world.rate()),
                "simulated.yaml");
    }

    private static LiveVersion version(int number, Stage stage) {
        return new LiveVersion(number, stage, 1, LiveVersion.hashOf(""), "ecj", "");
    }

    Deployment deployment() {
        return deployment;
    }

    /** Requests up to now. */
    long requests() {
        return requests;
    }

    /** From the next request on. */
    void change(SimulatedWorld next) {
        world = next;
    }

    /** Lets the policies that go by it know how the active version does. */
    void tell(AuditCounts counts) {
        active = active.withAudit(new LiveVersion.Audit(counts.labels(), counts.right(), EVENNESS));
    }

    /** The validation that comes next. The number in its id is that of its request. */
    Validation next() {
        while (waiting.isEmpty() || waiting.peek().due() > samples) {
            request();
        }
        return waiting.poll().validation();
    }

    private void request() {
        double hard = random.nextDouble();
        double each = 2 * hard;
        double outcome = random.nextDouble();
        double wins = each * world.discordance() * world.wins();
        double losses = wins + each * world.discordance() * (1 - world.wins());
        double wrong = losses + each * world.bothWrong();
        boolean activeRight = outcome >= wins && (outcome < losses || outcome >= wrong);
        boolean otherRight = outcome < wins || outcome >= wrong;

        int truth = hard > 0.95 ? 2 : hard > 0.7 ? 1 : 0;
        int answer = activeRight ? truth : (truth + 1) % ANSWERS.size();
        int apart = random.nextDouble() < world.apart() ? 2 : 1;
        int other = otherRight ? truth : (truth + apart) % ANSWERS.size();
        double confidence = 1 - 0.8 * hard - 0.2 * random.nextDouble();
        int size = 20 + (int) (400 * hard * hard);
        millis += hard > 0.9 ? 60_000 : 1_000;

        String id = Long.toString(requests++);
        Drawn drawn =
                draws.draw(
                        id,
                        size,
                        active,
                        ANSWERS.get(answer),
                        confidence,
                        other == answer ? null : ANSWERS.get(other),
                        millis);
        if (drawn == null) {
            return;
        }
        samples++;
        SimulatedWorld.Labels labels = activeRight ? world.right() : world.wrong();
        boolean missing = random.nextDouble() < labels.missing();
        Validation.OtherAnswer differs =
                new Validation.OtherAnswer(
                        FollowedRollout.CHALLENGER,
                        ProgramStatus.SUCCESS,
                        NODES.get(other),
                        missing ? null : otherRight);
        Validation validation =
                new Validation(
                        id,
                        deployment.task(),
                        active.version(),
                        INPUT,
                        NODES.get(answer),
                        confidence,
                        missing ? null : NODES.get(truth),
                        missing ? null : activeRight,
                        other == answer ? null : List.of(differs),
                        other == answer ? List.of(FollowedRollout.CHALLENGER) : null,
                        deployment.revision(),
                        Oracle.LABELS,
                        drawn.draw(),
                        drawn.probability(),
                        null,
                        0,
                        missing ? "made up to be missing" : null,
                        Instant.ofEpochMilli(millis),
                        Instant.ofEpochMilli(millis));
        waiting.add(new Waiting(samples + random.nextInt(labels.late() + 1), validation));
    }
}
