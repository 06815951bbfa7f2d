package io.loopai.cli;

import io.loopai.jobs.DeploymentTrust;
import io.loopai.kafka.DeploymentTopic;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.KafkaUnavailableException;
import io.loopai.service.decisions.DeploymentSink;
import io.loopai.service.decisions.UndeliverableException;
import io.loopai.task.ControlMessage;
import java.util.List;

/** The control topic, as the service sees it. */
final class ControlTopic implements DeploymentSink {

    private final DeploymentTopic topic;
    private final DeploymentTrust trust;

    /**
     * @param trust of the jobs: what they refuse does not stand above what is decided here
     */
    ControlTopic(KafkaSettings settings, DeploymentTrust trust) {
        this.topic = new DeploymentTopic(settings);
        this.trust = trust;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<ControlMessage> newest() {
        return topic.recent(message -> trust.problem(message).isEmpty()); // with some before them
    }

    @Override
    public void publish(List<ControlMessage> messages) {
        try {
            topic.publish(messages);
        } catch (KafkaUnavailableException e) {
            if (e.isTooLarge()) {
                throw new UndeliverableException(
                        e.getMessage() + "; raise max.message.bytes of the topic", e);
            }
            throw e;
        }
    }
}
