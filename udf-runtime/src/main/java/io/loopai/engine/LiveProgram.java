package io.loopai.engine;

import io.loopai.program.Answer;
import io.loopai.program.Input;
import io.loopai.sandbox.Budget;
import io.loopai.sandbox.CompiledProgram;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.ProgramRun;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.LiveVersion;
import io.loopai.task.ProgramStatus;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One live version, compiled: what the deployment says of it and the program that runs. */
final class LiveProgram {

    private static final int MAX_ERROR_CHARS = 500;

    private final LiveVersion version;
    private final CompiledProgram program;
    private final Set<String> listed;
    private final RecentCalls recentCalls = new RecentCalls();
    private VersionTally tally;
    private boolean answered;

    private LiveProgram(LiveVersion version, CompiledProgram program, Set<String> listed) {
        this.version = version;
        this.program = program;
        this.listed = listed;
        this.tally = new VersionTally(version.version(), listed);
    }

    /**
     * @param listed answers that may be told, see {@link io.loopai.task.ListedAnswers}
     */
    static LiveProgram compile(LiveVersion version, Set<String> listed)
            throws ProgramRejectedException {
        return new LiveProgram(
                version,
                Sandbox.compile(version.source(), CompilerKind.of(version.compiler())),
                listed);
    }

    /** The same compiled program in another deployment; its failures so far are forgotten. */
    LiveProgram as(LiveVersion changed, Set<String> listed) {
        LiveProgram same = new LiveProgram(changed, program, listed);
        same.answered = answered && changed.stage() == version.stage();
        return same;
    }

    /** Whether this is the first request that the caller gets this program's answer to. */
    boolean answersFirst() {
        boolean first = !answered;
        answered = true;
        return first;
    }

    boolean runs(LiveVersion other) {
        return version.hash().equals(other.hash()) && version.compiler().equals(other.compiler());
    }

    /** How it did under this deployment. */
    RecentCalls recentCalls() {
        return recentCalls;
    }

    VersionTally tally() {
        return tally;
    }

    /** What it has done since this was last asked. */
    VersionTally takeTally() {
        VersionTally taken = tally;
        tally = new VersionTally(version.version(), listed);
        return taken;
    }

    LiveVersion version() {
        return version;
    }

    int number() {
        return version.version();
    }

    /** Runs the program and checks what it answers. */
    Answered run(Input input, Budget budget, ValueCheck outputCheck) {
        long start = System.nanoTime();
        ProgramRun run = program.run(input, budget);
        long nanos = System.nanoTime() - start;
        return switch (run.status()) {
            case ANSWERED -> answered(run.answer(), outputCheck, nanos);
            case FAILED -> failed(ProgramStatus.ERROR, run.error(), nanos);
            case EXHAUSTED -> failed(ProgramStatus.TIMEOUT, run.error(), nanos);
        };
    }

    private Answered answered(Answer answer, ValueCheck outputCheck, long nanos) {
        if (answer.abstains()) {
            return new Answered(number(), ProgramStatus.ABSTAINED, null, Double.NaN, nanos, null);
        }
        Object output = answer.value();
        if (holdsHalfACharacter(output)) {
            return failed(
                    ProgramStatus.ERROR,
                    "the answer holds half of a surrogate pair; cut texts between characters",
                    nanos);
        }
        Optional<String> problem = outputCheck.problem(output);
        if (problem.isPresent()) {
            return failed(
                    ProgramStatus.ERROR,
                    "the answer does not satisfy the task's output schema: " + problem.get(),
                    nanos);
        }
        return new Answered(
                number(), ProgramStatus.SUCCESS, output, answer.confidence(), nanos, null);
    }

    /** Such a text cannot be written as UTF-8, so no reader could take the line. */
    private static boolean holdsHalfACharacter(Object value) {
        if (value instanceof String text) {
            return Utf8.hasLoneSurrogate(text);
        }
        return value instanceof Map<?, ?> map
                && (map.keySet().stream().anyMatch(LiveProgram::holdsHalfACharacter)
                        || map.values().stream().anyMatch(LiveProgram::holdsHalfACharacter));
    }

    private Answered failed(ProgramStatus status, String error, long nanos) {
        String text =
                error.length() <= MAX_ERROR_CHARS
                        ? error
                        : error.substring(0, MAX_ERROR_CHARS) + "…";
        return new Answered(number(), status, null, Double.NaN, nanos, text);
    }
}
