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

    private final String className;
    private final Set<String> classNames;
    private final Instances instances;
    private final Gauge gauge;

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

    /** Answers one request within the budget. Whatever the program does, this does not throw. */
    public ProgramRun run(Input in, Budget budget) {
        gauge.start(budget.fuel(), budget.depth(), System.nanoTime() + budget.wallNanos());
        try {
            Answer answer = instances.get().answer(in);
            if (gauge.exhausted() == null) {
                return taken(answer);
            }
        } catch (Throwable thrown) {
            if (gauge.exhausted() == null) {
                return failed(thrown);
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

    private ProgramRun failed(Throwable thrown) {
        if (thrown instanceof StackOverflowError) {
            return ProgramRun.exhausted("recursion deeper than the thread's stack");
        }
        return ProgramRun.failed(
                thrown instanceof InputException
                        ? Failure.text(thrown)
                        : Failure.text(thrown, classNames));
    }
}
