package io.loopai.service.decisions;

import io.loopai.service.db.DeploymentTable;
import io.loopai.service.db.Outbox;
import io.loopai.task.ControlMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A control topic: it gets the decisions, and nothing else. */
final class SinkProjection implements Projection {

    private static final Logger LOG = LoggerFactory.getLogger(SinkProjection.class);

    private final DeploymentSink sink;
    private final Ledger ledger;
    private final Set<String> warnings = new HashSet<>();

    SinkProjection(DeploymentSink sink, Ledger ledger) {
        this.sink = sink;
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return sink.name();
    }

    @Override
    public boolean takes(Outbox.Kind kind) {
        return kind == Outbox.Kind.DEPLOYMENT;
    }

    /** A task of which the sink cannot take a decision does not hold up the others. */
    @Override
    public List<Outbox.Entry> tell(List<Outbox.Entry> entries) {
        try {
            sink.publish(messages(entries));
            return entries;
        } catch (UndeliverableException e) {
            return entries.size() == 1 ? refused(entries.get(0), e) : oneByOne(entries);
        }
    }

    /** Receivers need only the newest decision of a task: with it, those before it are told. */
    private List<Outbox.Entry> oneByOne(List<Outbox.Entry> entries) {
        List<Outbox.Entry> told = new ArrayList<>();
        List<Outbox.Entry> refused = new ArrayList<>();
        for (Outbox.Entry entry : entries) {
            if (tell(List.of(entry)).isEmpty()) {
                refused.add(entry);
            } else {
                told.add(entry);
                refused.stream()
                        .filter(each -> each.task().equals(entry.task()))
                        .forEach(told::add);
                refused.removeAll(told);
            }
        }
        return told;
    }

    private List<Outbox.Entry> refused(Outbox.Entry entry, UndeliverableException e) {
        if (warnings.add(e.getMessage())) {
            LOG.warn(
                    "'{}' does not get revision {} of '{}', and the jobs go on with what they have: {}",
                    name(),
                    entry.item(),
                    entry.task(),
                    e.getMessage());
        }
        return List.of();
    }

    private List<ControlMessage> messages(List<Outbox.Entry> entries) {
        return ledger.read(
                handle ->
                        entries.stream()
                                .flatMap(
                                        entry ->
                                                DeploymentTable.find(
                                                        handle, entry.task(), entry.item())
                                                        .stream())
                                .map(DeploymentTable.Row::message)
                                .toList());
    }

    @Override
    public Gaps gaps() {
        Map<String, Long> there = new HashMap<>();
        sink.newest().stream()
                .map(ControlMessage::read)
                .forEach(each -> there.merge(each.task(), each.revision(), Math::max));
        return (handle, task) ->
                task.revision() > there.getOrDefault(task.id(), 0L)
                        ? List.of(new Item(Outbox.Kind.DEPLOYMENT, task.revision()))
                        : List.of();
    }
}
