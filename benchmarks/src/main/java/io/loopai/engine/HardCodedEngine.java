package io.loopai.engine;

import io.loopai.decision.Drawn;
import io.loopai.decision.Hashing;
import io.loopai.engine.Outcome.Executed;
import io.loopai.program.Answer;
import io.loopai.program.Program;
import io.loopai.task.Draw;
import io.loopai.task.ProgramStatus;
import io.loopai.task.TaskSpec;

/**
 * What remains of {@link Engine} for one task with one trusted program that never changes; in this
 * package so that it reads, validates and writes with the engine's own code.
 */
public final class HardCodedEngine {

    private static final int VERSION = 1;

    private final RequestReader reader = new RequestReader(RequestFormat.JSON);
    private final LineWriter writer = new LineWriter();
    private final TaskSpec task;
    private final Program program;
    private final ValueCheck inputCheck;
    private final ValueCheck outputCheck;
    private final int auditSeed;

    public HardCodedEngine(TaskSpec task, Program program) {
        this.task = task;
        this.program = program;
        this.inputCheck = new ValueCheck(task.inputSchema());
        this.outputCheck = new ValueCheck(task.outputSchema());
        this.auditSeed = Hashing.seed("audit/" + task.id());
    }

    /**
     * Runs one record.
     *
     * @throws IllegalArgumentException when the record is no valid request, or the answer not valid
     */
    public Executed execute(RawRecord record) {
        ParsedRequest request;
        try {
            request = reader.read(record);
        } catch (RejectedRecordException e) {
            throw new IllegalArgumentException(e);
        }
        require(inputCheck, request.fields());
        long start = System.nanoTime();
        Answer answer = program.answer(request.programInput());
        long nanos = System.nanoTime() - start;
        Object output = answer.value();
        require(outputCheck, output);
        Drawn drawn =
                Hashing.unit(auditSeed, request.id()) < task.sampling().rate()
                        ? new Drawn(Draw.AUDIT, task.sampling().rate())
                        : null;
        long now = System.currentTimeMillis();
        Answered answered =
                new Answered(
                        VERSION, ProgramStatus.SUCCESS, output, answer.confidence(), nanos, null);
        LineWriter.Lines lines =
                writer.write(
                        request,
                        task,
                        answered,
                        drawn,
                        task.sampling().rate(),
                        Engine.Others.NONE,
                        1,
                        now);
        return new Executed(
                task.id(),
                VERSION,
                ProgramStatus.SUCCESS,
                nanos,
                drawn != null,
                false,
                now,
                lines.result(),
                lines.execution());
    }

    private static void require(ValueCheck check, Object value) {
        check.problem(value)
                .ifPresent(
                        problem -> {
                            throw new IllegalArgumentException(problem);
                        });
    }
}
