package io.loopai.service.decisions;

import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A control topic in memory, which can be made to fail. */
final class Remembered implements DeploymentSink {

    private final List<ControlMessage> messages = new ArrayList<>();
    private String failure;
    private Predicate<Deployment> refused = deployment -> false;

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public synchronized List<ControlMessage> newest() {
        return List.copyOf(messages);
    }

    @Override
    public synchronized void publish(List<ControlMessage> news) {
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        for (ControlMessage message : news) {
            if (refused.test(message.read())) {
                throw new UndeliverableException("too large", null);
            }
        }
        messages.addAll(news);
    }

    synchronized void fail(String reason) {
        failure = reason;
    }

    synchronized void refuse(Predicate<Deployment> which) {
        refused = which;
    }

    synchronized List<ControlMessage> messages() {
        return List.copyOf(messages);
    }

    synchronized List<Long> revisions(String task) {
        return messages.stream()
                .map(ControlMessage::read)
                .filter(deployment -> deployment.task().equals(task))
                .map(Deployment::revision)
                .toList();
    }

    synchronized void forget() {
        messages.clear();
    }
}
