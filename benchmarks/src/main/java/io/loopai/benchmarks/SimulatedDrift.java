package io.loopai.benchmarks;

import io.loopai.decision.AuditCounts;
import io.loopai.decision.TargetStatus;
import io.loopai.task.Draw;
import io.loopai.task.Validation;
import io.loopai.validation.FollowedTask;

/** When a change of the stream is seen from the audit, and how often one is seen that is none. */
final class SimulatedDrift {

    private SimulatedDrift() {}

    /**
     * A drop of the agreement.
     *
     * @param runs streams
     * @param seen of these, streams with an alarm in time
     * @param below of these, streams whose agreement is surely below the target in time, by a mean
     *     that goes on over the change
     */
    record Drop(int runs, int seen, int below) {

        double share() {
            return (double) seen / runs;
        }
    }

    /**
     * @param before labels of the audit before the drop
     * @param within labels of the audit, of requests since the drop, in which it is to be seen
     */
    static Drop drop(
            SimulatedWorld good, SimulatedWorld bad, int before, int within, int runs, long seed) {
        int seen = 0;
        int below = 0;
        for (int run = 0; run < runs; run++) {
            SimulatedTraffic traffic = new SimulatedTraffic(good, Seeds.of(seed, run));
            double target = traffic.deployment().spec().accuracyTarget();
            FollowedTask task = new FollowedTask(traffic.deployment());
            AuditCounts all = AuditCounts.NONE;
            for (int labels = 0; labels < before; ) {
                Validation validation = traffic.next();
                task.add(validation);
                if (isAuditLabel(validation)) {
                    all = all.plus(validation.agrees());
                    labels++;
                }
            }
            traffic.change(bad);
            long dropped = traffic.requests();
            boolean alarm = false;
            boolean isBelow = false;
            for (int labels = 0; labels < within; ) {
                Validation validation = traffic.next();
                alarm |= task.add(validation);
                if (isAuditLabel(validation)) {
                    all = all.plus(validation.agrees());
                    isBelow |= all.status(target) == TargetStatus.BELOW;
                    labels += Long.parseLong(validation.id()) >= dropped ? 1 : 0;
                }
            }
            seen += alarm ? 1 : 0;
            below += isBelow ? 1 : 0;
        }
        return new Drop(runs, seen, below);
    }

    /** How many alarms there are in streams that never change, of so many audit labels each. */
    static int falseAlarms(SimulatedWorld world, int labels, int runs, long seed) {
        int alarms = 0;
        for (int run = 0; run < runs; run++) {
            SimulatedTraffic traffic = new SimulatedTraffic(world, Seeds.of(seed, run));
            FollowedTask task = new FollowedTask(traffic.deployment());
            for (int seen = 0; seen < labels; ) {
                Validation validation = traffic.next();
                alarms += task.add(validation) ? 1 : 0;
                seen += isAuditLabel(validation) ? 1 : 0;
            }
        }
        return alarms;
    }

    private static boolean isAuditLabel(Validation validation) {
        return validation.draw() == Draw.AUDIT && validation.expected() != null;
    }
}
