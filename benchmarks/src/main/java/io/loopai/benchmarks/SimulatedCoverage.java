package io.loopai.benchmarks;

import io.loopai.decision.AuditCounts;
import io.loopai.decision.Interval;
import io.loopai.task.Draw;
import io.loopai.task.Validation;
import io.loopai.validation.FollowedTask;
import java.util.function.Function;

/**
 * How many streams there are in which an interval for the agreement ever misses the truth, looked at
 * after every label of the audit.
 *
 * @param runs streams
 * @param missed of these, streams in which it did
 * @param widest the width at {@value #WIDTH_AT} labels as a multiple of Wilson's, at most
 */
record SimulatedCoverage(int runs, int missed, double widest) {

    /** Labels at which widths are compared. */
    static final int WIDTH_AT = 200;

    private static final int TELL_EVERY = 50;

    /**
     * @param labels of the audit in every stream
     * @param interval what is looked at, such as {@link AuditCounts#interval}
     */
    static SimulatedCoverage of(
            SimulatedWorld world,
            int labels,
            Function<AuditCounts, Interval> interval,
            int runs,
            long seed) {
        int missed = 0;
        double widest = 0;
        for (int run = 0; run < runs; run++) {
            SimulatedTraffic traffic = new SimulatedTraffic(world, Seeds.of(seed, run));
            FollowedTask task = new FollowedTask(traffic.deployment());
            boolean misses = false;
            for (int seen = 0; seen < labels; ) {
                Validation validation = traffic.next();
                task.add(validation);
                if (validation.draw() != Draw.AUDIT) {
                    continue;
                }
                AuditCounts counts = task.counts();
                misses = misses || !interval.apply(counts).contains(world.agreement());
                if (validation.expected() != null) {
                    seen++;
                    if (seen % TELL_EVERY == 0) {
                        traffic.tell(counts);
                    }
                    if (seen == WIDTH_AT && counts.labels() == WIDTH_AT) {
                        double ratio = interval.apply(counts).width() / counts.shown().width();
                        widest = Math.max(widest, ratio);
                    }
                }
            }
            missed += misses ? 1 : 0;
        }
        return new SimulatedCoverage(runs, missed, widest);
    }

    double share() {
        return (double) missed / runs;
    }
}
