package io.loopai.service.decisions;

import io.loopai.service.db.DeploymentTable;
import io.loopai.service.db.Outbox;
import io.loopai.task.ControlMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A control topic: it gets the decisions, and nothing else. */
final class SinkProjection implements Projection {

    private final DeploymentSink sink;
    private final Ledger ledger;

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
    public Told tell(List<Outbox.Entry> entries) {
        try {
            sink.publish(messages(entries));
            return new Told(entries, Map.of());
        } catch (UndeliverableException e) {
            return entries.size() == 1 ? refused(entries.get(0), e) : oneByOne(entries);
        }
    }

    /** Receivers need only the newest decision of a task: with it, those before it are told. */
    private Told oneByOne(List<Outbox.Entry> entries) {
        List<Outbox.Entry> told = new ArrayList<>();
        List<Outbox.Entry> refused = new ArrayList<>();
        Map<String, String> stuck = new HashMap<>();
        for (Outbox.Entry entry : entries) {
            Told one = tell(List.of(entry));
            if (one.entries().isEmpty()) {
                refused.add(entry);
                stuck.putAll(one.stuck());
            } else {
                told.add(entry);
                stuck.remove(entry.task());
                refused.stream()
                        .filter(each -> each.task().equals(entry.task()))
                        .forEach(told::add);
                refused.removeAll(told);
            }
        }
        return new Told(told, stuck);
    }

    private Told refused(Outbox.Entry entry, UndeliverableException e) {
        String reason =
                "'"
                        + name()
                        + "' does not get revision "
                        + entry.item()
                        + " of '"
                        + entry.task()
                        + "', and the jobs go on with what they have: "
                        + e.getMessage();
        return new Told(List.of(), Map.of(entry.task(), reason));
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
