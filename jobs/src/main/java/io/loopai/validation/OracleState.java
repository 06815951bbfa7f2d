package io.loopai.validation;

import io.loopai.decision.OracleConsistency;
import io.loopai.task.Draw;
import io.loopai.task.TaskSpec;
import io.loopai.task.Validation;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of a task's oracle, and of which target people were told that no program can be shown
 * to reach it.
 *
 * @param told that target; null when it was none
 * @param question what the oracle is asked, see {@link OracleConsistency#question}; null before the
 *     first task
 */
record OracleState(OracleConsistency consistency, Double told, String question) {

    static final OracleState START = new OracleState(OracleConsistency.NONE, null, null);

    private static final int PERCENT = 100;

    /** For this task: another oracle, or one that is told more clearly what is right, is a new one. */
    OracleState with(TaskSpec task) {
        String now = OracleConsistency.question(task);
        return now.equals(question) ? this : new OracleState(OracleConsistency.NONE, null, now);
    }

    /** After a validation; like agreement, consistency is estimated from the audit alone. */
    OracleState with(Validation validation) {
        return validation.draw() == Draw.AUDIT && validation.consistent() != null
                ? new OracleState(consistency.plus(validation.consistent()), told, question)
                : this;
    }

    /** The task's target, or what surely no program exceeds if that is less. */
    double reachable(TaskSpec task) {
        return isOutOfReach(task) ? consistency.ceiling() : task.accuracyTarget();
    }

    /** What to tell people now; empty when they know, or when there is nothing to tell. */
    Optional<String> news(TaskSpec task) {
        if (!isOutOfReach(task) || Double.valueOf(task.accuracyTarget()).equals(told)) {
            return Optional.empty();
        }
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "the accuracy_target of %.1f%% is out of reach: %s; until it is lower,"
                                + " versions are asked for as if it were that: lower it, say more"
                                + " clearly in the description what is right, or choose another"
                                + " oracle",
                        PERCENT * task.accuracyTarget(),
                        consistency.describe()));
    }

    OracleState toldOf(TaskSpec task) {
        return new OracleState(consistency, task.accuracyTarget(), question);
    }

    /** Where answers may agree that are not equal, a program may agree with both of two that do not. */
    private boolean isOutOfReach(TaskSpec task) {
        boolean isExact =
                task.comparison() == null
                        || "exact".equals(task.comparison().path("kind").textValue());
        return isExact && !consistency.canShow(task.accuracyTarget());
    }
}
