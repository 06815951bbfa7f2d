package io.loopai.service.loop;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.decision.AuditCounts;
import io.loopai.decision.Interval;
import io.loopai.decision.OracleConsistency;
import io.loopai.decision.TargetStatus;
import io.loopai.generator.Mistakes;
import io.loopai.task.TaskSpec;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a version does, by the labels since the stream last changed.
 *
 * @param programId task and version
 * @param since null when the stream never changed
 * @param labels of the audit draw: the agreement and the recalls are estimated from them
 * @param missing samples of the audit that got no label while the version ran
 * @param agreement null without any
 * @param interval the one to show to people, 95%; null without any labels
 * @param oracle how often it agrees with itself; null where it was never asked twice
 * @param macroRecall the mean of the recalls; null without any
 * @param recalls of each right answer, the most frequent first; of labels that are not forgotten
 * @param mistakes on all labels that are not forgotten, whatever they were drawn for
 */
public record ProgramSummary(
        String programId,
        String taskId,
        int version,
        Instant since,
        long labels,
        long missing,
        Double agreement,
        Interval interval,
        double accuracyTarget,
        TargetStatus status,
        Oracle oracle,
        Double macroRecall,
        List<Recall> recalls,
        Mistakes mistakes) {

    private static final int MOST_RECALLS = 50;

    /**
     * Of all records with this right answer, how many the version has found.
     *
     * @param recall found / records
     */
    public record Recall(JsonNode output, long found, long records, double recall) {}

    /**
     * What the oracle said when it was asked the same twice, since the task began.
     *
     * @param same answers
     * @param interval of the consistency, to show to people, 95%
     * @param ceiling surely no program agrees with it more often, where agreeing means being equal
     */
    public record Oracle(
            long askedTwice, long same, double consistency, Interval interval, double ceiling) {

        static Oracle of(OracleConsistency oracle) {
            return oracle.asked() == 0
                    ? null
                    : new Oracle(
                            oracle.asked(),
                            oracle.same(),
                            oracle.share(),
                            oracle.shown(),
                            oracle.ceiling());
        }
    }

    static ProgramSummary of(
            TaskSpec task,
            int version,
            Instant since,
            AuditCounts counts,
            List<Judged> judged,
            OracleConsistency oracle) {
        List<Judged> audits = judged.stream().filter(Judged::audit).toList();
        Map<JsonNode, long[]> byAnswer = new LinkedHashMap<>();
        for (Judged each : audits) {
            long[] found = byAnswer.computeIfAbsent(each.expected(), unknown -> new long[2]);
            found[0] += each.correct() ? 1 : 0;
            found[1]++;
        }
        boolean isEmpty = counts.labels() == 0;
        List<Recall> recalls =
                byAnswer.entrySet().stream()
                        .map(entry -> recall(entry.getKey(), entry.getValue()))
                        .sorted(Comparator.comparingLong(Recall::records).reversed())
                        .toList();
        return new ProgramSummary(
                task.id() + ":v" + version,
                task.id(),
                version,
                since.equals(Instant.EPOCH) ? null : since,
                counts.labels(),
                counts.missing(),
                isEmpty ? null : counts.agreement(),
                isEmpty ? null : counts.shown(),
                task.accuracyTarget(),
                counts.status(task.accuracyTarget()),
                Oracle.of(oracle),
                recalls.isEmpty()
                        ? null
                        : recalls.stream().mapToDouble(Recall::recall).average().orElseThrow(),
                recalls.stream().limit(MOST_RECALLS).toList(),
                Judged.mistakes(judged));
    }

    private static Recall recall(JsonNode output, long[] found) {
        return new Recall(output, found[0], found[1], found[0] / (double) found[1]);
    }
}
