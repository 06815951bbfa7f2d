package io.loopai.cli;

import io.loopai.kafka.DeploymentTopic;
import io.loopai.kafka.KafkaSettings;
import io.loopai.service.decisions.DeploymentSink;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The control topic, as the service sees it. */
final class ControlTopic implements DeploymentSink {

    private final DeploymentTopic topic;

    ControlTopic(KafkaSettings settings) {
        this.topic = new DeploymentTopic(settings);
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Map<String, Long> revisions() {
        Map<String, Long> revisions = new HashMap<>();
        for (ControlMessage message : topic.recent()) {
            Deployment deployment = message.read();
            revisions.merge(deployment.task(), deployment.revision(), Math::max);
        }
        return revisions;
    }

    @Override
    public void publish(List<ControlMessage> messages) {
        topic.publish(messages);
    }
}
