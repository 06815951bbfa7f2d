package io.loopai.jobs;

import io.loopai.task.ControlMessage;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Reads the deployments that are in force right now, wherever the control stream keeps them.
 *
 * <p>Every subtask calls it once at every start, before its first record: the broadcast stream alone
 * would let records overtake the programs that are to answer them.
 */
@FunctionalInterface
public interface DeploymentSnapshot extends Serializable {

    /**
     * Deployments as they were published. Of one task there may be several: where the newest cannot be
     * used, the next one is.
     *
     * @throws IOException when they cannot be read; the job then does not start
     */
    List<ControlMessage> read() throws IOException;
}
