package io.loopai.service.loop;

import io.loopai.service.db.Times;
import io.loopai.task.Validation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** What asking LLMs has cost, whoever asked; an attempt under way has a row, with what it may cost. */
final class CostTable {

    private static final String ORACLE = "oracle";
    private static final String GENERATOR = "generator";

    private CostTable() {}

    private record Row(LocalDate date, CostReport.Sum sum) {}

    /** What an answer of the oracle has cost; the same validation twice is one row. */
    static void add(Handle handle, Validation validation) {
        if (validation.costUsd() > 0) {
            insert(
                    handle,
                    ORACLE + "/" + validation.id() + "/" + validation.validatedAt(),
                    validation.task(),
                    validation.validatedAt(),
                    ORACLE,
                    validation.model(),
                    validation.tokensIn() == null ? 0 : validation.tokensIn(),
                    validation.tokensOut() == null ? 0 : validation.tokensOut(),
                    validation.costUsd());
        }
    }

    /**
     * The most that an attempt to write a program may cost, before it begins: if the service ends
     * before the attempt does, nobody knows what it did cost.
     *
     * @return the row, for {@link #settle}
     */
    static String setAside(Handle handle, String task, Instant at, String model, double usd) {
        String id = GENERATOR + "/" + UUID.randomUUID();
        insert(handle, id, task, at, GENERATOR, model, 0, 0, usd);
        return task + "/" + id;
    }

    /** What the attempt did cost, whatever came of it. */
    static void settle(Handle handle, String row, long in, long out, double usd) {
        handle.createUpdate(
                        usd > 0
                                ? "update costs set tokens_in = :in, tokens_out = :out, usd = :usd"
                                        + " where id = :id"
                                : "delete from costs where id = :id")
                .bind("id", row)
                .bind("in", in)
                .bind("out", out)
                .bind("usd", usd)
                .execute();
    }

    private static void insert(
            Handle handle,
            String id,
            String task,
            Instant at,
            String purpose,
            String model,
            long in,
            long out,
            double usd) {
        handle.createUpdate(
                        "insert into costs (id, task, at, purpose, model, tokens_in, tokens_out, usd)"
                                + " values (:id, :task, :at, :purpose, :model, :in, :out, :usd)"
                                + " on conflict do nothing")
                .bind("id", task + "/" + id)
                .bind("task", task)
                .bind("at", Times.column(at))
                .bind("purpose", purpose)
                .bind("model", model)
                .bind("in", in)
                .bind("out", out)
                .bind("usd", usd)
                .execute();
    }

    /** What was spent on the day (UTC) of that time. */
    static CostReport.Day today(Handle handle, String task, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return days(handle, task, today).stream()
                .filter(day -> day.date().equals(today))
                .findFirst()
                .orElse(CostReport.Day.nothing(today));
    }

    /** What programs have cost on the day (UTC) of that time, those of all tasks. */
    static double generatedToday(Handle handle, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return handle.createQuery(
                        "select coalesce(sum(usd), 0) from costs"
                                + " where purpose = :purpose and at >= :today")
                .bind("purpose", GENERATOR)
                .bind("today", today.atStartOfDay().atOffset(ZoneOffset.UTC))
                .mapTo(Double.class)
                .one();
    }

    /** Days on which something was spent, the newest first. */
    static List<CostReport.Day> days(Handle handle, String task, LocalDate since) {
        List<Row> rows =
                handle.createQuery(
                                "select at, purpose, model, tokens_in, tokens_out, usd from costs"
                                        + " where task = :task and at >= :since")
                        .bind("task", task)
                        .bind("since", since.atStartOfDay().atOffset(ZoneOffset.UTC))
                        .map(
                                (row, context) ->
                                        new Row(
                                                LocalDate.ofInstant(
                                                        Times.read(row, "at"), ZoneOffset.UTC),
                                                new CostReport.Sum(
                                                        row.getString("purpose"),
                                                        row.getString("model"),
                                                        1,
                                                        row.getLong("tokens_in"),
                                                        row.getLong("tokens_out"),
                                                        row.getDouble("usd"))))
                        .list();
        return rows.stream()
                .collect(Collectors.groupingBy(Row::date, TreeMap::new, Collectors.toList()))
                .descendingMap()
                .entrySet()
                .stream()
                .map(day -> day(day.getKey(), day.getValue()))
                .toList();
    }

    private static CostReport.Day day(LocalDate date, List<Row> rows) {
        List<CostReport.Sum> sums =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.sum().purpose() + "/" + row.sum().model(),
                                        TreeMap::new,
                                        Collectors.mapping(
                                                Row::sum,
                                                Collectors.reducing(CostReport.Sum::plus))))
                        .values()
                        .stream()
                        .flatMap(Optional::stream)
                        .toList();
        return new CostReport.Day(date, usd(sums, ORACLE), usd(sums, GENERATOR), sums);
    }

    private static double usd(List<CostReport.Sum> sums, String purpose) {
        return sums.stream()
                .filter(sum -> sum.purpose().equals(purpose))
                .mapToDouble(CostReport.Sum::usd)
                .sum();
    }
}
