package io.loopai.service.loop;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.decision.AuditCounts;
import io.loopai.decision.ChangePoint;
import io.loopai.decision.VersionHealth;
import io.loopai.service.db.Times;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Whether versions were right on labelled executions that they have not learned from. */
final class JudgementTable {

    /** The share of the labels up to which an answer is rare. */
    private static final double RARE = 0.1;

    private JudgementTable() {}

    /**
     * Does nothing when the version was judged on the execution before.
     *
     * @param answer of the version; null when it gave none, or was judged out of fold
     */
    static void insert(
            Handle handle,
            String task,
            String id,
            int version,
            JsonNode answer,
            boolean correct,
            boolean outOfFold) {
        handle.createUpdate(
                        "insert into judgements (task, id, version, answer, correct,"
                                + " out_of_fold) values (:task, :id, :version, :answer, :correct,"
                                + " :outOfFold)"
                                + " on conflict do nothing")
                .bind("task", task)
                .bind("id", id)
                .bind("version", version)
                .bind("answer", answer == null ? null : LabelTable.text(answer))
                .bind("correct", correct)
                .bind("outOfFold", outOfFold)
                .execute();
    }

    /** Versions that ran on the execution and were right, by the answer that counts. */
    static List<Integer> right(Handle handle, String task, String id) {
        return handle.createQuery(
                        "select version from judgements where task = :task and id = :id"
                                + " and correct and not out_of_fold order by version")
                .bind("task", task)
                .bind("id", id)
                .mapTo(Integer.class)
                .list();
    }

    /**
     * After the right answer to an execution has turned out to be another one. Of versions that were
     * judged out of fold the answer is not kept: what the wrong one said of them is dropped.
     *
     * @param right versions that ran on the execution, and whether the right answer agrees with them
     */
    static void correct(Handle handle, String task, String id, Map<Integer, Boolean> right) {
        handle.createUpdate(
                        "delete from judgements where task = :task and id = :id and out_of_fold")
                .bind("task", task)
                .bind("id", id)
                .execute();
        right.forEach(
                (version, correct) ->
                        handle.createUpdate(
                                        "update judgements set correct = :correct"
                                                + " where task = :task and id = :id"
                                                + " and version = :version")
                                .bind("task", task)
                                .bind("id", id)
                                .bind("version", version)
                                .bind("correct", correct)
                                .execute());
    }

    /**
     * What the version answered to labelled executions since then, the newest first; without those
     * that are forgotten.
     */
    static List<Judged> judged(Handle handle, String task, int version, Instant since, int most) {
        return handle.createQuery(
                        "select l.id, l.input, l.expected, l.draw, l.executed_at, j.answer,"
                                + " j.correct"
                                + " from judgements j"
                                + " join labels l on l.task = j.task and l.id = j.id"
                                + " where j.task = :task and j.version = :version"
                                + " and not j.out_of_fold and l.expected is not null"
                                + " and l.executed_at >= :since"
                                + " order by l.executed_at desc, l.id limit :most")
                .bind("task", task)
                .bind("version", version)
                .bind("since", Times.column(since))
                .bind("most", most)
                .map(
                        (row, context) ->
                                new Judged(
                                        row.getString("id"),
                                        LabelTable.node(row.getString("input")),
                                        LabelTable.node(row.getString("expected")),
                                        row.getString("answer") == null
                                                ? null
                                                : LabelTable.node(row.getString("answer")),
                                        row.getBoolean("correct"),
                                        row.getString("draw").equals("audit"),
                                        Times.read(row, "executed_at")))
                .list();
    }

    /**
     * By the execution's id, of executions since then that the audit drew: what was chosen to learn
     * from is what this version is not sure of.
     */
    static Map<String, Boolean> audited(Handle handle, String task, int version, Instant since) {
        Map<String, Boolean> judgements = new HashMap<>();
        handle.createQuery(
                        "select j.id, j.correct from judgements j"
                                + " join labels l on l.task = j.task and l.id = j.id"
                                + " where j.task = :task and j.version = :version"
                                + " and l.draw = 'audit' and l.executed_at >= :since")
                .bind("task", task)
                .bind("version", version)
                .bind("since", Times.column(since))
                .map((row, context) -> Map.entry(row.getString("id"), row.getBoolean("correct")))
                .forEach(each -> judgements.put(each.getKey(), each.getValue()));
        return judgements;
    }

    /** The version's audit labels of executions since then that it answered, not out of fold. */
    static AuditCounts counts(Handle handle, String task, int version, Instant since) {
        return served(handle, task, version, since).counts();
    }

    /**
     * What the audit says of a version's answers to executions since then.
     *
     * @param first of these executions; null, like the last, when there is none
     */
    record Served(AuditCounts counts, Instant first, Instant last) {}

    /** As it answered, not out of fold; forgotten labels count. */
    static Served served(Handle handle, String task, int version, Instant since) {
        return handle.createQuery(
                        "select count(*) as labels,"
                                + " coalesce(sum(case when j.correct then 1 else 0 end), 0) as agreed,"
                                + " min(l.executed_at) as first, max(l.executed_at) as last"
                                + " from judgements j"
                                + " join labels l on l.task = j.task and l.id = j.id"
                                + " where j.task = :task and j.version = :version"
                                + " and not j.out_of_fold"
                                + " and l.draw = 'audit' and l.executed_at >= :since")
                .bind("task", task)
                .bind("version", version)
                .bind("since", Times.column(since))
                .map(
                        (row, context) ->
                                new Served(
                                        new AuditCounts(
                                                row.getLong("agreed"),
                                                row.getLong("labels") - row.getLong("agreed"),
                                                0),
                                        row.getLong("labels") == 0
                                                ? null
                                                : Times.read(row, "first"),
                                        row.getLong("labels") == 0
                                                ? null
                                                : Times.read(row, "last")))
                .one();
    }

    /**
     * The version's audit labels in the order of the executions, not out of fold; places are
     * milliseconds.
     */
    static List<ChangePoint.Trial> audits(Handle handle, String task, int version) {
        return handle.createQuery(
                        "select l.executed_at, j.correct from judgements j"
                                + " join labels l on l.task = j.task and l.id = j.id"
                                + " where j.task = :task and j.version = :version"
                                + " and not j.out_of_fold"
                                + " and l.draw = 'audit' order by l.executed_at, l.id")
                .bind("task", task)
                .bind("version", version)
                .map(
                        (row, context) ->
                                new ChangePoint.Trial(
                                        Times.read(row, "executed_at").toEpochMilli(),
                                        !row.getBoolean("correct")))
                .list();
    }

    /**
     * How many records of each rare answer the version has found, among executions since then. Begins
     * with these executions, for which there is an index: of the judgements of a version most may be
     * older.
     */
    static Map<String, VersionHealth.Recall> rareRecalls(
            Handle handle, String task, int version, Instant since) {
        Map<String, VersionHealth.Recall> recalls = new HashMap<>();
        handle.createQuery(
                        "select expected, count(*) as records,"
                                + " sum(case when correct then 1 else 0 end) as found"
                                + " from (select l.expected,"
                                + " (select j.correct from judgements j where j.task = l.task"
                                + " and j.version = :version and j.id = l.id) as correct"
                                + " from labels l where l.task = :task"
                                + " and l.expected is not null"
                                + " and l.executed_at >= :since) judged"
                                + " where correct is not null group by expected")
                .bind("task", task)
                .bind("version", version)
                .bind("since", Times.column(since))
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getString("expected"),
                                        new VersionHealth.Recall(
                                                row.getLong("found"), row.getLong("records"))))
                .forEach(each -> recalls.put(each.getKey(), each.getValue()));
        long records = recalls.values().stream().mapToLong(VersionHealth.Recall::records).sum();
        recalls.values().removeIf(recall -> recall.records() > RARE * records);
        return recalls;
    }
}
