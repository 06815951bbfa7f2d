package io.loopai.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.common.GroupState;

/**
 * The consumer group of a service: named by the prefix of its topics and by its own id, so that
 * services with different prefixes share none, and one with a new database reads from the beginning.
 *
 * <pre>{@code
 * ServiceGroup own = new ServiceGroup("loopai", id);
 * own.other(settings).ifPresent(other -> …);         // two would abort each other's transactions
 * }</pre>
 *
 * @param id a UUID that is kept with what the service has read
 */
public record ServiceGroup(String prefix, String id) {

    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Set<GroupState> GONE = Set.of(GroupState.EMPTY, GroupState.DEAD);

    /** Another service that works on the same topics now. */
    public record Other(String group, String host) {}

    /** What Kafka knows it by. */
    public String name() {
        return prefix + "-service-" + id;
    }

    /**
     * Another service that works on the topics of this one. One that was killed counts until Kafka
     * notices that it does not answer.
     *
     * @throws KafkaUnavailableException when the cluster does not answer
     */
    public Optional<Other> other(KafkaSettings settings) {
        Pattern services = Pattern.compile(Pattern.quote(prefix + "-service-") + UUID);
        try (Brokers brokers = Brokers.connect(settings)) {
            List<String> groups =
                    listed(brokers).stream()
                            .filter(group -> group.groupState().filter(GONE::contains).isEmpty())
                            .map(GroupListing::groupId)
                            .filter(group -> services.matcher(group).matches())
                            .filter(group -> !group.equals(name()))
                            .toList();
            if (groups.isEmpty()) {
                return Optional.empty();
            }
            return brokers
                    .get(brokers.admin().describeConsumerGroups(groups).all())
                    .values()
                    .stream()
                    .filter(group -> !group.members().isEmpty())
                    .findFirst()
                    .map(ServiceGroup::other);
        }
    }

    private static Collection<GroupListing> listed(Brokers brokers) {
        return brokers.get(brokers.admin().listGroups(ListGroupsOptions.forConsumerGroups()).all());
    }

    private static Other other(ConsumerGroupDescription group) {
        String host = group.members().iterator().next().host();
        return new Other(group.groupId(), host.startsWith("/") ? host.substring(1) : host);
    }
}
