package io.loopai.validation;

import io.loopai.decision.AuditCounts;
import io.loopai.task.Deployment;
import io.loopai.task.Draw;
import io.loopai.task.TaskSpec;
import io.loopai.task.Validation;

/** What {@link TaskFunction} knows of a task after one validation after another. */
public final class FollowedTask {

    private final TaskSpec spec;
    private TaskState state;

    public FollowedTask(Deployment deployment) {
        spec = deployment.spec();
        state = TaskState.start(deployment);
    }

    /** Whether the validation shows that the stream has changed. */
    public boolean add(Validation validation) {
        state = state.with(validation, spec);
        // Every audit label counts, unless it was the one that made them all say nothing any more.
        return validation.draw() == Draw.AUDIT
                && validation.expected() != null
                && counts().labels() == 0;
    }

    /** Of the active version, since it came or the stream has changed. */
    public AuditCounts counts() {
        return state.regeneration().counts();
    }
}
