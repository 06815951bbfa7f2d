package io.loopai.validation;

import io.loopai.jobs.DeploymentTrust;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest trusted deployment of every task; nothing is compiled. */
final class Specs {

    private static final Logger LOG = LoggerFactory.getLogger(Specs.class);

    private final DeploymentTrust trust;
    private final Map<String, Deployment> newest = new HashMap<>();
    private boolean restored;

    Specs(DeploymentTrust trust) {
        this.trust = trust;
    }

    /** Whether the message is the newest of its task that is known, and can be used. */
    boolean add(ControlMessage message) {
        Deployment deployment;
        try {
            deployment = message.read();
        } catch (UncheckedIOException e) {
            return false; // the execution job says so
        }
        Optional<String> problem = trust.problem(message).or(deployment::problem);
        if (problem.isPresent()) {
            LOG.warn(
                    "Revision {} of task '{}' is left alone: {}",
                    deployment.revision(),
                    deployment.task(),
                    problem.get());
            return false;
        }
        Deployment known = newest.get(deployment.task());
        if (known != null && known.revision() >= deployment.revision()) {
            return false;
        }
        newest.put(deployment.task(), deployment);
        return true;
    }

    /** Whether what the last run knew has been added. */
    boolean isRestored() {
        return restored;
    }

    void restored() {
        restored = true;
    }

    /** Empty when the task was never deployed. */
    Optional<Deployment> of(String task) {
        return Optional.ofNullable(newest.get(task));
    }
}
