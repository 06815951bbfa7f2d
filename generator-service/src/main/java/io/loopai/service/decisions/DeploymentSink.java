package io.loopai.service.decisions;

import io.loopai.task.ControlMessage;
import java.util.List;

/**
 * Where receivers get deployments from, such as a control topic. It may lag behind, repeat itself and
 * start empty; it gets every decision in the order of its task's revisions, each at least once.
 *
 * <pre>{@code
 * service.publishTo(new DeploymentSink() { … });   // all that is deployed is in it when this returns
 * }</pre>
 */
public interface DeploymentSink {

    /** What it is called in the database and in messages; always the same, such as {@code kafka}. */
    String name();

    /** The newest deployment of every task that it has, whoever published it; there may be older ones too. */
    List<ControlMessage> newest();

    /**
     * Returns when all of them are there for good.
     *
     * @throws UndeliverableException when it will never take one of them as it is; they are given
     *     again one by one then
     * @throws RuntimeException when they are not; all are given again then, until it returns
     */
    void publish(List<ControlMessage> messages);
}
