package io.loopai.decision;

/**
 * What the audit draw has told about one version: the only samples from which agreement is estimated.
 *
 * <pre>{@code
 * AuditCounts counts = AuditCounts.NONE.plus(true).plus(true).plus(false).plusMissing();
 * counts.status(0.9);                            // UNKNOWN
 * }</pre>
 *
 * <p>Missing is a sample that was drawn and will get no label: dropped, failed or over budget. A
 * sample that still waits for its label does not count at all. As long as few are missing, they are
 * taken to be like the others; {@link #bounds} makes no such assumption, and {@link #status} goes by
 * it when more than {@value #MOST_MISSING} are missing (worst-case bounds: Horowitz, Manski 2000).
 *
 * @param right labels that agree with the version's answer
 * @param wrong labels that do not, or to which the version gave no answer
 * @param missing samples without a label
 */
public record AuditCounts(long right, long wrong, long missing) {

    public static final AuditCounts NONE = new AuditCounts(0, 0, 0);

    /** The probability that an interval ever excludes the truth. */
    public static final double ALPHA = 0.05;

    /** The share of missing labels above which nothing is assumed about them. */
    public static final double MOST_MISSING = 0.2;

    public AuditCounts {
        if (right < 0 || wrong < 0 || missing < 0) {
            throw new IllegalArgumentException(
                    "counts cannot be negative, but are %d right, %d wrong, %d missing"
                            .formatted(right, wrong, missing));
        }
    }

    public AuditCounts plus(boolean agrees) {
        return agrees
                ? new AuditCounts(right + 1, wrong, missing)
                : new AuditCounts(right, wrong + 1, missing);
    }

    public AuditCounts plusMissing() {
        return new AuditCounts(right, wrong, missing + 1);
    }

    /** After a label has come for a sample that counted as missing: count the label too. */
    public AuditCounts minusMissing() {
        // Those that were missing before the counts began are not among these.
        return new AuditCounts(right, wrong, Math.max(0, missing - 1));
    }

    /**
     * After a label that counts has turned out to be wrong.
     *
     * @param agrees what the right one says; it counted the other way
     */
    public AuditCounts corrected(boolean agrees) {
        if ((agrees ? wrong : right) == 0) {
            return this; // it was counted before these counts began
        }
        return agrees
                ? new AuditCounts(right + 1, wrong - 1, missing)
                : new AuditCounts(right - 1, wrong + 1, missing);
    }

    /** Samples with a label. */
    public long labels() {
        return right + wrong;
    }

    /** The share of labels that agree; 0.5 without any. */
    public double agreement() {
        return labels() == 0 ? 0.5 : (double) right / labels();
    }

    /** For people: {@link Wilson}. */
    public Interval shown() {
        return Wilson.interval(right, labels());
    }

    /** For decisions, valid at every look: {@link ConfidenceSequence}. */
    public Interval interval() {
        return ConfidenceSequence.interval(right, labels(), ALPHA);
    }

    /**
     * For decisions, valid at every look, whatever the missing labels would have been: from all of
     * them wrong to all of them right.
     */
    public Interval bounds() {
        long samples = labels() + missing;
        return new Interval(
                ConfidenceSequence.interval(right, samples, ALPHA).low(),
                ConfidenceSequence.interval(right + missing, samples, ALPHA).high());
    }

    /**
     * @param target a probability
     */
    public TargetStatus status(double target) {
        boolean tooMany = missing > MOST_MISSING * (labels() + missing);
        return TargetStatus.of(tooMany ? bounds() : interval(), target);
    }
}
