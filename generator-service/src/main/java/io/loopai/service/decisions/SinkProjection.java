package io.loopai.service.decisions;

import io.loopai.service.db.DeploymentTable;
import io.loopai.service.db.Outbox;
import io.loopai.task.ControlMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A control topic: it gets the decisions, and nothing else. */
record SinkProjection(DeploymentSink sink, Ledger ledger) implements Projection {

    @Override
    public String name() {
        return sink.name();
    }

    @Override
    public boolean takes(Outbox.Kind kind) {
        return kind == Outbox.Kind.DEPLOYMENT;
    }

    @Override
    public List<Outbox.Entry> tell(List<Outbox.Entry> entries) {
        List<ControlMessage> messages =
                ledger.read(
                        handle ->
                                entries.stream()
                                        .flatMap(
                                                entry ->
                                                        DeploymentTable.find(
                                                                handle, entry.task(), entry.item())
                                                                .stream())
                                        .map(DeploymentTable.Row::message)
                                        .toList());
        sink.publish(messages);
        return entries;
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
