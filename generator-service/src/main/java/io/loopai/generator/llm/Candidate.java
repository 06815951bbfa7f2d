package io.loopai.generator.llm;

import io.loopai.generator.LabelledRow;
import io.loopai.generator.ProgramTrial;
import io.loopai.oracle.CostBudget;
import io.loopai.oracle.LlmClient;
import io.loopai.oracle.LlmException;
import io.loopai.oracle.LlmMessage;
import io.loopai.oracle.LlmReply;
import io.loopai.oracle.LlmRequest;
import io.loopai.sandbox.CompiledProgram;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One program being written: asked for, tried, sent back, and the best of its versions kept. */
final class Candidate {

    private static final int MOST_MISTAKES = 12;

    private final TaskSpec task;
    private final LlmClient client;
    private final CostBudget budget;
    private final LlmOptions options;
    private final RowSample rows;
    private final int number;
    private final String mend;
    private final ProgramPrompt prompt;
    private final Set<LabelledRow> seen;

    private Transcript transcript;
    private String source;
    private String problem;
    private Version best;

    /** A version that runs, and how many of the tried rows it gets right. */
    private record Version(
            String reply, String source, String className, int right, List<Mistake> mistakes) {}

    /**
     * @param mend what to tell of the program that is to be replaced
     * @param told rows of which that tells something
     */
    Candidate(
            TaskSpec task,
            LlmClient client,
            CostBudget budget,
            LlmOptions options,
            RowSample rows,
            int number,
            String mend,
            Set<LabelledRow> told) {
        this.task = task;
        this.client = client;
        this.budget = budget;
        this.options = options;
        this.rows = rows;
        this.number = number;
        this.prompt = new ProgramPrompt(task);
        this.mend = mend;
        this.seen = new HashSet<>(rows.shown());
        this.seen.addAll(told);
        this.transcript = Transcript.empty(client.settings().model());
    }

    WrittenProgram write() {
        try {
            converse();
        } catch (LlmException e) {
            // What was written before is still good.
            problem = e.getMessage();
        }
        return best == null
                ? new WrittenProgram(source, null, seen, transcript, problem)
                : new WrittenProgram(best.source, best.className, seen, transcript, null);
    }

    private void converse() {
        List<LlmMessage> first = first();
        String reply = ask(first, first);
        for (int repair = 0; repair < options.repairs(); repair++) {
            LlmMessage feedback = feedback();
            if (feedback == null) {
                return;
            }
            List<LlmMessage> asked = new ArrayList<>(first);
            asked.add(LlmMessage.assistant(problem == null ? best.reply : reply));
            asked.add(feedback);
            reply = ask(asked, List.of(feedback));
        }
    }

    private List<LlmMessage> first() {
        ProgramPrompt.Emphasis[] all = ProgramPrompt.Emphasis.values();
        return prompt.first(rows.shown(), all[number % all.length], mend);
    }

    /** Asks, and tries what is replied. */
    private String ask(List<LlmMessage> messages, List<LlmMessage> added) {
        // The first keeps to the likeliest words, the others take more liberties.
        double temperature = Math.min(10, 3 + 3 * number) / 10.0;
        LlmReply reply = client.ask(new LlmRequest(messages, temperature, number), budget);
        transcript = transcript.with(added, reply);
        take(reply);
        return reply.text();
    }

    private void take(LlmReply reply) {
        ReplyCode code = ReplyCode.in(reply.text());
        if (code.source() == null || !code.complete()) {
            source = code.source() == null ? source : code.source();
            problem =
                    reply.truncated() || code.source() != null
                            ? "the reply breaks off after "
                                    + reply.tokensOut()
                                    + " tokens, before the class ends; write a shorter class that"
                                    + " ends within "
                                    + client.settings().maxOutputTokens()
                                    + " tokens"
                            : "the reply holds no class that implements Program; put it into one"
                                    + " ```java block";
            return;
        }
        source = code.source();
        try {
            CompiledProgram program = Sandbox.compile(source, CompilerKind.ECJ);
            Version version = tried(reply.text(), program);
            problem = null;
            if (best == null || version.right > best.right) {
                best = version;
            }
        } catch (ProgramRejectedException e) {
            problem = e.getMessage();
        }
    }

    private Version tried(String reply, CompiledProgram program) {
        ProgramTrial trial = new ProgramTrial(task, program);
        List<Mistake> mistakes = new ArrayList<>();
        for (LabelledRow row : rows.tried()) {
            ProgramTrial.Outcome outcome = trial.run(row.input());
            if (!outcome.isRight(row.output())) {
                mistakes.add(new Mistake(row, outcome));
            }
        }
        return new Version(
                reply,
                source,
                program.className(),
                rows.tried().size() - mistakes.size(),
                mistakes);
    }

    /** What to send the program back with; null when there is nothing. */
    private LlmMessage feedback() {
        if (problem != null) {
            return prompt.refused(problem);
        }
        if (best.mistakes.isEmpty()) {
            return null;
        }
        // Which rows are shown now depends on the program: none of these can measure it any more.
        seen.addAll(rows.tried());
        return prompt.mistakes(
                Mistake.mostInformative(best.mistakes, MOST_MISTAKES),
                best.right,
                rows.tried().size());
    }
}
