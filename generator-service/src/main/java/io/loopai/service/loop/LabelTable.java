package io.loopai.service.loop;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.decision.OracleConsistency;
import io.loopai.generator.LabelledRow;
import io.loopai.service.db.Times;
import io.loopai.task.Json;
import io.loopai.task.Oracle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What the oracle said of executions, and their inputs. */
final class LabelTable {

    private LabelTable() {}

    /**
     * An execution that went to the oracle.
     *
     * @param expected null when the oracle gave no answer, or it is forgotten
     * @param draw why it went there
     * @param trains whether programs may learn from it
     * @param consistent whether the oracle said the same twice; null when it was asked once
     * @param validatedAt when the oracle answered, or it was given up
     */
    record Row(
            String task,
            String id,
            JsonNode input,
            JsonNode expected,
            Oracle oracle,
            String draw,
            boolean trains,
            Boolean consistent,
            Instant executedAt,
            Instant validatedAt) {}

    /**
     * An id that comes again much later is of another execution. The column's times are less exact than
     * those of executions.
     */
    private static final String SAME_EXECUTION =
            " and executed_at = cast(:executedAt as timestamp with time zone)";

    /** What was said of an execution, and when; the time is null in rows from before it was kept. */
    record Answer(JsonNode expected, Oracle oracle, Instant answeredAt) {}

    /**
     * Gives an execution that had no answer yet the one that has come. False without such a one, also
     * where the id is that of another execution.
     */
    static boolean answer(Handle handle, Row row) {
        return row.expected() != null
                && handle.createUpdate(
                                        "update labels set expected = :expected, oracle = :oracle,"
                                                + " trains = :trains, answered = true,"
                                                + " answered_at = :answeredAt"
                                                + " where task = :task and id = :id"
                                                + SAME_EXECUTION
                                                + " and not answered and input is not null")
                                .bind("task", row.task())
                                .bind("id", row.id())
                                .bind("executedAt", Times.column(row.executedAt()))
                                .bind("expected", text(row.expected()))
                                .bind("oracle", Json.name(row.oracle()))
                                .bind("trains", row.trains())
                                .bind("answeredAt", Times.column(row.validatedAt()))
                                .execute()
                        == 1;
    }

    /**
     * Puts a later answer to the same execution in the place of an earlier one. What could train
     * trains, and what was held back stays so: programs that are there have been made by that. An LLM's
     * answer replaces no other than an LLM's.
     *
     * @return the earlier one; empty when it stays, or is forgotten
     */
    static Optional<Answer> replace(Handle handle, Row row) {
        Optional<Answer> earlier =
                earlier(handle, row)
                        .filter(
                                answer ->
                                        row.oracle() != Oracle.LLM
                                                || answer.oracle() == Oracle.LLM);
        if (row.expected() == null || earlier.isEmpty()) {
            return Optional.empty();
        }
        handle.createUpdate(
                        "update labels set expected = :expected, oracle = :oracle,"
                                + " answered_at = :answeredAt"
                                + " where task = :task and id = :id")
                .bind("task", row.task())
                .bind("id", row.id())
                .bind("expected", text(row.expected()))
                .bind("oracle", Json.name(row.oracle()))
                .bind("answeredAt", Times.column(row.validatedAt()))
                .execute();
        return earlier;
    }

    private static Optional<Answer> earlier(Handle handle, Row row) {
        return handle.createQuery(
                        "select expected, oracle, answered_at from labels"
                                + " where task = :task and id = :id"
                                + SAME_EXECUTION
                                + " and expected is not null"
                                + " and (answered_at is null or answered_at < :answeredAt)")
                .bind("task", row.task())
                .bind("id", row.id())
                .bind("executedAt", Times.column(row.executedAt()))
                .bind("answeredAt", Times.column(row.validatedAt()))
                .map(
                        (found, context) ->
                                new Answer(
                                        node(found.getString("expected")),
                                        Json.MAPPER.convertValue(
                                                found.getString("oracle"), Oracle.class),
                                        found.getObject("answered_at") == null
                                                ? null
                                                : Times.read(found, "answered_at")))
                .findOne();
    }

    /** Keeps an execution; false when it is known. */
    static boolean insert(Handle handle, Row row) {
        return handle.createUpdate(
                                "insert into labels (task, id, input, expected, oracle, draw, trains,"
                                        + " consistent, answered, executed_at, answered_at) values"
                                        + " (:task, :id, :input, :expected, :oracle, :draw,"
                                        + " :trains, :consistent, :answered, :executedAt,"
                                        + " :answeredAt)"
                                        + " on conflict do nothing")
                        .bind("task", row.task())
                        .bind("id", row.id())
                        .bind("input", text(row.input()))
                        .bind("expected", text(row.expected()))
                        .bind("oracle", Json.name(row.oracle()))
                        .bind("draw", row.draw())
                        .bind("trains", row.trains())
                        .bind("consistent", row.consistent())
                        .bind("answered", row.expected() != null)
                        .bind("executedAt", Times.column(row.executedAt()))
                        .bind(
                                "answeredAt",
                                row.expected() == null ? null : Times.column(row.validatedAt()))
                        .execute()
                == 1;
    }

    /**
     * Audit labels with an answer, of executions since then.
     *
     * @param most with so many, no more are counted: it takes long where there are many
     */
    static long audits(Handle handle, String task, Instant since, long most) {
        return handle.createQuery(
                        "select count(*) from (select 1 from labels where task = :task"
                                + " and draw = 'audit' and answered"
                                + " and executed_at >= :since limit :most) as counted")
                .bind("task", task)
                .bind("since", Times.column(since))
                .bind("most", most)
                .mapTo(Long.class)
                .one();
    }

    /** How many of the audit's newest labels, of executions since then, have each answer. */
    static Map<JsonNode, Long> answers(Handle handle, String task, Instant since, int most) {
        Map<String, Long> byText = new HashMap<>();
        handle.createQuery(
                        "select expected from labels where task = :task and expected is not null"
                                + " and draw = 'audit' and executed_at >= :since"
                                + " order by executed_at desc, id limit :most")
                .bind("task", task)
                .bind("since", Times.column(since))
                .bind("most", most)
                .mapTo(String.class)
                .forEach(answer -> byText.merge(answer, 1L, Long::sum));
        Map<JsonNode, Long> counts = new HashMap<>();
        byText.forEach((answer, count) -> counts.put(node(answer), count));
        return counts;
    }

    /**
     * How often the oracle has agreed with itself since it is asked what it is asked now, by the audit:
     * other draws prefer what is hard.
     */
    static OracleConsistency consistency(Handle handle, String task) {
        return handle.createQuery(
                        "select coalesce(sum(case when l.consistent then 1 else 0 end), 0) as same,"
                                + " count(*) as asked from labels l join tasks t on t.id = l.task"
                                + " where l.task = :task"
                                + " and l.draw = 'audit' and l.consistent is not null"
                                + " and (t.asked_since is null"
                                + " or l.executed_at >= t.asked_since)")
                .bind("task", task)
                .map(
                        (row, context) ->
                                new OracleConsistency(
                                        row.getLong("same"),
                                        row.getLong("asked") - row.getLong("same")))
                .one();
    }

    /** Audit samples without an answer, of executions from then to then. */
    static long missing(Handle handle, String task, Instant since, Instant until) {
        return handle.createQuery(
                        "select count(*) from labels where task = :task and draw = 'audit'"
                                + " and not answered and executed_at >= :since"
                                + " and executed_at <= :until")
                .bind("task", task)
                .bind("since", Times.column(since))
                .bind("until", Times.column(until))
                .mapTo(Long.class)
                .one();
    }

    /** What programs may learn from: the newest, in the order of the executions. */
    static List<LabelledRow> training(Handle handle, String task, Instant since, int most) {
        return rows(handle, task, since, most, "trains and expected is not null");
    }

    /** What programs must not learn from: audit labels that only judge. */
    static List<LabelledRow> heldOut(Handle handle, String task, Instant since, int most) {
        return rows(handle, task, since, most, "not trains and expected is not null");
    }

    /** Whether the row's answer is still the one that counts. */
    static boolean says(Handle handle, String task, LabelledRow row) {
        return handle.createQuery(
                        "select count(*) from labels where task = :task and id = :id"
                                + " and expected = :expected")
                .bind("task", task)
                .bind("id", row.id())
                .bind("expected", text(row.output()))
                .mapTo(Long.class)
                .one()
                .equals(1L);
    }

    private static List<LabelledRow> rows(
            Handle handle, String task, Instant since, int most, String which) {
        List<LabelledRow> rows =
                new ArrayList<>(
                        handle.createQuery(
                                        "select id, input, expected from labels where task = :task"
                                                + " and executed_at >= :since and "
                                                + which
                                                + " order by executed_at desc, id limit :most")
                                .bind("task", task)
                                .bind("since", Times.column(since))
                                .bind("most", most)
                                .map(
                                        (row, context) ->
                                                new LabelledRow(
                                                        row.getString("id"),
                                                        node(row.getString("input")),
                                                        node(row.getString("expected"))))
                                .list());
        Collections.reverse(rows);
        return rows;
    }

    /** The newest inputs, labelled or not, the latest last. */
    static List<JsonNode> inputs(Handle handle, String task, Instant since, int most) {
        List<JsonNode> inputs =
                new ArrayList<>(
                        handle.createQuery(
                                        "select input from labels where task = :task"
                                                + " and input is not null"
                                                + " and executed_at >= :since"
                                                + " order by executed_at desc, id limit :most")
                                .bind("task", task)
                                .bind("since", Times.column(since))
                                .bind("most", most)
                                .map((row, context) -> node(row.getString("input")))
                                .list());
        Collections.reverse(inputs);
        return inputs;
    }

    /** Forgets what a label says; it goes on to count. False when there is nothing to forget. */
    static boolean forget(Handle handle, String task, String id) {
        handle.createUpdate("update judgements set answer = null where task = :task and id = :id")
                .bind("task", task)
                .bind("id", id)
                .execute();
        return handle.createUpdate(
                                "update labels set input = null, expected = null"
                                        + " where task = :task and id = :id"
                                        + " and input is not null")
                        .bind("task", task)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /** The same for all labels of executions before then; how many there were. */
    static int forgetBefore(Handle handle, Instant then) {
        handle.createUpdate(
                        "update judgements set answer = null where answer is not null and exists"
                                + " (select 1 from labels l where l.task = judgements.task"
                                + " and l.id = judgements.id and l.input is not null"
                                + " and l.executed_at < :then)")
                .bind("then", Times.column(then))
                .execute();
        return handle.createUpdate(
                        "update labels set input = null, expected = null where input is not null"
                                + " and executed_at < :then")
                .bind("then", Times.column(then))
                .execute();
    }

    static String text(JsonNode node) {
        return node == null ? null : new String(Json.bytes(node), StandardCharsets.UTF_8);
    }

    static JsonNode node(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
