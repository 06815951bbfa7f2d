package io.loopai.engine;

import io.loopai.decision.Hashing;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.task.DeadLetter;
import io.loopai.task.Deployment;
import io.loopai.task.ListedAnswers;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import io.loopai.task.TaskSpec;
import io.loopai.task.Traffic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One task's deployment with everything compiled: what {@link Engine} swaps as a whole.
 *
 * <p>A version that fails too often is quarantined: the standby answers in place of the active
 * version, the active version in place of a canary. It then runs for nobody but those who ask for it
 * by its number. Which versions are quarantined is known to this object alone, so the next
 * deployment, and every restart, begins without any.
 */
final class TaskRuntime {

    private final Deployment deployment;
    private final ValueCheck inputCheck;
    private final ValueCheck outputCheck;
    private final List<LiveProgram> programs;
    private final LiveProgram standby;
    private final Set<LiveProgram> failing = new HashSet<>();
    private final int routingSeed;
    private final int shadowSeed;
    private final TaskSampling sampling;
    private final FieldTally fields = new FieldTally();
    private LiveProgram champion;
    private LiveProgram canary;
    private List<LiveProgram> running;

    private TaskRuntime(
            Deployment deployment,
            ValueCheck inputCheck,
            ValueCheck outputCheck,
            List<LiveProgram> programs,
            TaskSampling sampling) {
        this.deployment = deployment;
        this.inputCheck = inputCheck;
        this.outputCheck = outputCheck;
        this.programs = programs;
        this.standby = deployment.standby() == null ? null : numbered(deployment.standby());
        this.champion = inStage(Stage.ACTIVE);
        this.canary = inStage(Stage.CANARY);
        // The challenger's hash salts the routing, so that two rollouts draw different requests.
        this.routingSeed = canary == null ? 0 : Hashing.seed(canary.version().hash());
        this.shadowSeed = Hashing.seed("shadow/" + deployment.task());
        this.sampling = sampling;
        this.running = allRunning();
    }

    /**
     * Compiles a deployment that has no {@link Deployment#problem()}.
     *
     * @param subtasks that share what the task may cost
     * @param previous its programs are used again where source and compiler are the same; may be null
     * @throws IllegalArgumentException when a version does not pass the sandbox, or a schema is no
     *     JSON Schema; the message names it
     */
    static TaskRuntime compile(Deployment deployment, int subtasks, TaskRuntime previous) {
        TaskSpec spec = deployment.spec();
        Set<String> listed = ListedAnswers.of(spec.outputSchema());
        List<LiveProgram> programs = new ArrayList<>();
        for (LiveVersion version : deployment.versions()) {
            LiveProgram same = previous == null ? null : previous.running(version);
            programs.add(same == null ? compile(version, listed) : same.as(version, listed));
        }
        return new TaskRuntime(
                deployment,
                new ValueCheck(spec.inputSchema()),
                new ValueCheck(spec.outputSchema()),
                programs,
                new TaskSampling(
                        deployment, subtasks, previous == null ? null : previous.sampling));
    }

    private static LiveProgram compile(LiveVersion version, Set<String> listed) {
        try {
            return LiveProgram.compile(version, listed);
        } catch (ProgramRejectedException | RuntimeException e) {
            // Runtime exceptions too: a compiler that breaks on a source must not stop the job.
            throw new IllegalArgumentException("v" + version.version() + ": " + e.getMessage(), e);
        }
    }

    /**
     * The version that answers the request: the pinned one, or the canary's share, or the active.
     * Whoever pins a version gets it even in quarantine: the answer of another one is not asked for.
     */
    LiveProgram route(ParsedRequest request) throws RejectedRecordException {
        if (request.version() > 0) {
            return pinned(request.version());
        }
        if (canary != null
                && Hashing.inShare(routingSeed, request.id(), canary.version().share())) {
            return canary;
        }
        return champion;
    }

    /**
     * Counts a request that the version ran on, and quarantines it if it fails too often.
     *
     * @return what happened, once for each version; otherwise null
     */
    Verdict judge(LiveProgram program, Answered answer) {
        RecentCalls calls = program.recentCalls();
        calls.add(answer.error());
        if (!calls.failTooOften() || !failing.add(program)) {
            return null;
        }
        if (program != champion) {
            canary = program == canary ? null : canary;
        } else if (standby != null && !failing.contains(standby)) {
            champion = standby;
        } else {
            return Verdict.NOBODY_STANDS_BY;
        }
        running = allRunning();
        return Verdict.QUARANTINED;
    }

    /** What follows from too many failures. */
    enum Verdict {
        /** It runs no more; where it answered, {@link #champion} does. */
        QUARANTINED,
        /** It goes on: an error is a better answer than none. */
        NOBODY_STANDS_BY
    }

    /** The version that answers what no canary takes: the active one, or else the standby. */
    LiveProgram champion() {
        return champion;
    }

    /** Whether the version answers nobody but those who ask for it by its number. */
    boolean isShadow(LiveProgram program) {
        return program != champion && program.version().stage() == Stage.SHADOW;
    }

    /** Whether the version runs on the request although another one answers it. */
    boolean runsBeside(LiveProgram program, String id) {
        return !isShadow(program) || Hashing.inShare(shadowSeed, id, program.version().share());
    }

    TaskSampling sampling() {
        return sampling;
    }

    Deployment deployment() {
        return deployment;
    }

    TaskSpec spec() {
        return deployment.spec();
    }

    /** The versions that run on requests, be it beside another one. */
    List<LiveProgram> running() {
        return running;
    }

    /** What its versions did since this was last asked. */
    List<Traffic.OfVersion> takeTraffic() {
        List<Traffic.OfVersion> versions = new ArrayList<>();
        for (LiveProgram program : programs) {
            if (!program.tally().isEmpty()) {
                versions.add(program.takeTally().report());
            }
        }
        return versions;
    }

    /** The fields of the inputs that were counted. */
    FieldTally fields() {
        return fields;
    }

    ValueCheck inputCheck() {
        return inputCheck;
    }

    ValueCheck outputCheck() {
        return outputCheck;
    }

    private LiveProgram pinned(int number) throws RejectedRecordException {
        LiveProgram pinned = numbered(number);
        if (pinned != null) {
            return pinned;
        }
        throw new RejectedRecordException(
                DeadLetter.Reason.UNKNOWN_VERSION,
                "version "
                        + number
                        + " of task '"
                        + deployment.task()
                        + "' is not live; live: "
                        + programs.stream()
                                .map(program -> "v" + program.number())
                                .collect(Collectors.joining(", ")));
    }

    private LiveProgram running(LiveVersion version) {
        for (LiveProgram program : programs) {
            if (program.runs(version)) {
                return program;
            }
        }
        return null;
    }

    private List<LiveProgram> allRunning() {
        return programs.stream()
                .filter(
                        program ->
                                program == champion
                                        || !failing.contains(program)
                                                && !deployment.onlyStandsBy(program.version()))
                .toList();
    }

    private LiveProgram numbered(int number) {
        for (LiveProgram program : programs) {
            if (program.number() == number) {
                return program;
            }
        }
        return null;
    }

    private LiveProgram inStage(Stage stage) {
        for (LiveProgram program : programs) {
            if (program.version().stage() == stage) {
                return program;
            }
        }
        return null;
    }
}
