package io.loopai.engine;

import io.loopai.decision.AuditCounts;
import io.loopai.decision.Candidate;
import io.loopai.decision.Drawn;
import io.loopai.decision.LearnDraw;
import io.loopai.decision.SamplingPlan;
import io.loopai.task.Deployment;
import io.loopai.task.Fallback;
import io.loopai.task.LiveVersion;
import io.loopai.task.ProgramStatus;
import io.loopai.task.Sampling;
import io.loopai.task.Stage;
import java.util.Comparator;
import java.util.List;

/**
 * Whether and why one execution after another of a task goes to its oracle.
 *
 * <p>What the learning draw has seen is handed on to the next deployment, and lost at a restart. It
 * depends on the order of the executions, and every subtask has its own; audit and duel draw by the id
 * alone.
 */
final class TaskSampling {

    private final String task;
    private final int active;
    private final Sampling.Policy policy;
    private final LiveVersion.Audit known;
    private final Double disagreement;
    private final SampleBudget budget;
    private final LearnDraw learnDraw;
    private final boolean asksWhenAbstaining;
    private SamplingPlan plan;

    /**
     * @param subtasks that share the task's budget
     * @param previous of the deployment before; may be null
     */
    TaskSampling(Deployment deployment, int subtasks, TaskSampling previous) {
        Sampling sampling = deployment.spec().sampling();
        task = deployment.task();
        active = active(deployment.versions());
        policy = sampling.policy();
        known = known(deployment.versions());
        disagreement = deployment.disagreement();
        budget =
                sampling.samplesPerHour() == null
                        ? null
                        : new SampleBudget(
                                (double) sampling.samplesPerHour() / subtasks,
                                sampling.rate(),
                                previous == null ? null : previous.budget);
        plan = plan(budget == null ? sampling.rate() : budget.rate());
        learnDraw = learnDraw(previous);
        asksWhenAbstaining = deployment.spec().fallback() == Fallback.ORACLE;
    }

    private LearnDraw learnDraw(TaskSampling previous) {
        if (previous == null || previous.policy != policy) {
            return new LearnDraw(policy);
        }
        return previous.active == active
                ? previous.learnDraw
                : previous.learnDraw.forAnotherVersion();
    }

    private static int active(List<LiveVersion> versions) {
        return versions.stream()
                .filter(version -> version.stage() == Stage.ACTIVE)
                .mapToInt(LiveVersion::version)
                .findFirst()
                .orElseThrow();
    }

    /** Of the active version; as long as that is new, of the one before, which stands by. */
    private static LiveVersion.Audit known(List<LiveVersion> versions) {
        return versions.stream()
                .filter(version -> version.audit() != null)
                .min(Comparator.comparing(version -> version.stage() != Stage.ACTIVE))
                .map(LiveVersion::audit)
                .orElse(null);
    }

    private static double evenness(LiveVersion.Audit audit) {
        return audit == null || audit.evenness() == null ? 1 : audit.evenness();
    }

    private SamplingPlan plan(double rate) {
        SamplingPlan alone = SamplingPlan.of(task, policy, rate, counts(known), evenness(known));
        return disagreement == null ? alone : alone.withDisagreement(disagreement);
    }

    /** To be told of every execution before it is drawn. */
    void count(long millis) {
        if (budget != null && budget.count(millis)) {
            plan = plan(budget.rate());
        }
    }

    /** With which every execution is drawn for the audit, at the moment. */
    double audit() {
        return plan.audit();
    }

    /**
     * The draw that takes the execution; null when none does.
     *
     * @param others answers of other live versions that differ
     */
    Drawn draw(
            ParsedRequest request,
            LiveVersion version,
            Answered answer,
            List<Answered> others,
            long millis) {
        Candidate candidate =
                new Candidate(
                        request.id(),
                        label(answer.output()),
                        answer.confidence(),
                        !others.isEmpty(),
                        request.input().length(),
                        millis);
        return plan.draw(candidate, learn(candidate, version, answer), request.forceValidation())
                .orElse(null);
    }

    private double learn(Candidate candidate, LiveVersion version, Answered answer) {
        // Where nothing is chosen, nothing has to be seen: that comes back within some hundred. And
        // what the oracle answers anyway need not be sampled to learn from it.
        if (plan.learn() == 0 || asksWhenAbstaining && answer.status() == ProgramStatus.ABSTAINED) {
            return 0;
        }
        return learnDraw.probability(
                candidate, plan, counts(version.audit() == null ? known : version.audit()));
    }

    private String label(Object output) {
        if (output == null || output instanceof String) {
            return (String) output;
        }
        // Other values are put into words only where somebody reads them.
        return learnDraw.byAnswer() ? output.toString() : "";
    }

    private static AuditCounts counts(LiveVersion.Audit audit) {
        return audit == null
                ? AuditCounts.NONE
                : new AuditCounts(audit.agreements(), audit.labels() - audit.agreements(), 0);
    }
}
