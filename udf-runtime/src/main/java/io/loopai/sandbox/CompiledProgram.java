package io.loopai.sandbox;

import io.loopai.program.Answer;
import io.loopai.program.Input;
import io.loopai.program.InputException;
import io.loopai.sandbox.meter.Exhaustion;
import io.loopai.sandbox.meter.Gauge;
import java.util.Set;

/**
 * A program that passed the sandbox, ready to answer requests.
 *
 * <p>It is used by one thread at a time; every subtask compiles its own. Dropping it frees its
 * classes: nothing that leaves {@link #run} refers to them. (The JDK itself may remember the one
 * record type that it compared last.)
 */
public final class CompiledProgram {

    /** To look up the line of an exception takes as long as to run most programs fifty times. */
    private static final int ALL_WITH_A_LINE = 1_000;

    private static final int ONE_IN = 10;

    /** Steps that take a fraction of a millisecond, and more than almost all records need. */
    private static final long UNWATCHED = 50_000;

    private final String className;
    private final Set<String> classNames;
    private final Instances instances;
    private final Gauge gauge;
    private long exceptions;

    CompiledProgram(String className, Set<String> classNames, Instances instances, Gauge gauge) {
        this.className = className;
        this.classNames = classNames;
        this.instances = instances;
        this.gauge = gauge;
    }

    /** The program's class, with its package if it has one. */
    public String className() {
        return className;
    }

    /**
     * Answers one request within the budget. Whatever the program does, this does not throw.
     *
     * <p>What an exception came to is told with the line of the source for the first thousand of
     * them, and for every tenth from then on.
     */
    public ProgramRun run(Input in, Budget budget) {
        gauge.start(budget.fuel(), UNWATCHED, budget.depth(), budget.cpuNanos());
        try {
            Answer answer = instances.get().answer(in);
            if (gauge.exhausted() == null) {
                return taken(answer);
            }
        } catch (Throwable thrown) {
            if (gauge.exhausted() == null) {
                return failedSomehow(thrown);
            }
        }
        // Looked at last, because a JDK method between program and meter can swallow the error.
        Exhaustion exhausted = gauge.exhausted();
        return ProgramRun.exhausted(Failure.text(exhausted, budget));
    }

    private static ProgramRun taken(Answer answer) {
        if (answer == null) {
            return ProgramRun.failed(
                    "the program returned null; use Answer.abstain() for 'I do not know'");
        }
        String problem = AnswerSize.problem(answer);
        return problem == null ? ProgramRun.answered(answer) : ProgramRun.failed(problem);
    }

    /** To look at an exception can fail too, above all when the stack had just run out. */
    private ProgramRun failedSomehow(Throwable thrown) {
        try {
            return failed(thrown);
        } catch (RuntimeException | Error e) {
            return ProgramRun.failed(thrown.getClass().getSimpleName());
        }
    }

    private ProgramRun failed(Throwable thrown) {
        if (thrown instanceof StackOverflowError) {
            return ProgramRun.exhausted("recursion deeper than the thread's stack");
        }
        if (thrown instanceof InputException) {
            return ProgramRun.failed(Failure.text(thrown));
        }
        boolean withLine = exceptions < ALL_WITH_A_LINE || exceptions % ONE_IN == 0;
        exceptions++;
        return ProgramRun.failed(
                withLine ? Failure.text(thrown, classNames) : Failure.text(thrown));
    }
}
