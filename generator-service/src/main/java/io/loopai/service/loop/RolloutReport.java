package io.loopai.service.loop;

import io.loopai.decision.AuditCounts;
import io.loopai.decision.Interval;
import io.loopai.decision.OracleConsistency;
import io.loopai.decision.Rollout;
import io.loopai.task.Regeneration;
import java.time.Instant;
import java.util.List;

/**
 * How a task's versions are being replaced.
 *
 * @param active null when nothing is deployed
 * @param underWay null when nothing is
 * @param ended the last ones, the newest first
 * @param attempts to make a better version, the newest first
 */
public record RolloutReport(
        String taskId,
        Active active,
        Progress underWay,
        List<Progress> ended,
        List<Attempt> attempts) {

    /**
     * The version that answers, by the audit labels since the stream last changed.
     *
     * @param agreement null without labels
     * @param interval the one to show to people, 95%; null without labels
     * @param oracle how often it agrees with itself; null where it was never asked twice
     * @param failing what people have to know when it fails and nobody can replace it; null otherwise
     */
    public record Active(
            int version,
            long labels,
            Double agreement,
            Interval interval,
            double accuracyTarget,
            ProgramSummary.Oracle oracle,
            String failing) {

        static Active of(
                int version,
                AuditCounts counts,
                double target,
                OracleConsistency oracle,
                String failing) {
            boolean isEmpty = counts.labels() == 0;
            return new Active(
                    version,
                    counts.labels(),
                    isEmpty ? null : counts.agreement(),
                    isEmpty ? null : counts.shown(),
                    target,
                    ProgramSummary.Oracle.of(oracle),
                    failing);
        }
    }

    /**
     * One rollout.
     *
     * @param id task and challenger
     * @param share of the requests that the challenger answers
     * @param wins duels that the challenger has won
     * @param pairs labelled records on which both could be compared
     * @param lead on how many more of them the challenger was right; may be negative
     * @param since when it got this share
     * @param endedAt null while it is under way
     */
    public record Progress(
            String id,
            int challenger,
            int champion,
            Rollout.Phase phase,
            double share,
            boolean paused,
            long wins,
            long losses,
            long pairs,
            long lead,
            String reason,
            Instant beganAt,
            Instant since,
            Instant endedAt) {

        private static Progress of(RolloutTable.Row row) {
            Rollout rollout = row.rollout();
            return new Progress(
                    row.task() + ":v" + rollout.challenger(),
                    rollout.challenger(),
                    rollout.champion(),
                    rollout.phase(),
                    rollout.share(),
                    row.paused(),
                    rollout.duels().wins(),
                    rollout.duels().losses(),
                    rollout.pairs().pairs(),
                    rollout.pairs().lead(),
                    row.reason(),
                    row.beganAt(),
                    rollout.stepAt(),
                    row.endedAt());
        }
    }

    /**
     * One attempt.
     *
     * @param version what was made; null when nothing was, or not yet
     * @param outcome in words; null before it has ended
     */
    public record Attempt(
            String id,
            Regeneration.Reason reason,
            String message,
            Instant requestedAt,
            Instant endedAt,
            Integer version,
            String outcome) {}

    static RolloutReport of(
            String task,
            Active active,
            List<RolloutTable.Row> rollouts,
            List<AttemptTable.Row> attempts) {
        List<Progress> all = rollouts.stream().map(Progress::of).toList();
        return new RolloutReport(
                task,
                active,
                all.stream().filter(each -> each.endedAt() == null).findFirst().orElse(null),
                all.stream().filter(each -> each.endedAt() != null).toList(),
                attempts.stream()
                        .map(
                                row ->
                                        new Attempt(
                                                row.id(),
                                                row.reason(),
                                                row.message(),
                                                row.requestedAt(),
                                                row.endedAt(),
                                                row.version(),
                                                row.outcome()))
                        .toList());
    }
}
