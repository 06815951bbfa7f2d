package io.loopai.decision;

import io.loopai.task.Regeneration;
import java.util.Locale;
import java.util.Optional;

/**
 * When a better version of a task's program is wanted. Each event gives the next state.
 *
 * <pre>{@code
 * RegenerationState state = RegenerationState.start(0.9, 6);
 * state = state.plusTraining(1).plusAudit(false);
 * if (state.due().isPresent()) {
 *     state = state.started();
 *     // generate; then, when the new version has been promoted or turned down:
 *     state = state.improved(AuditCounts.NONE, ErrorDrift.START);     // or notImproved()
 * }
 * }</pre>
 *
 * <p>Wanted is one on demand, after a drift, some labels after what was never there before or answers
 * of another distribution, when agreement is surely below the target (where the last attempt had {@value
 * #MANY} labels or more: and they have grown by a fifth), and, unless it surely reaches the target,
 * whenever the labels have grown by half. After an attempt that brought nothing better, the same labels
 * would bring nothing better again, so the next waits until they have grown by half; after {@value
 * #PATIENCE} in a row a person is told, and they must have doubled, then grown fourfold, eightfold and so
 * on. A drift ends that: what failed before may work now.
 *
 * <p>A drift also makes the older labels say little. Agreement starts afresh, and labels are counted
 * from there, so that the first attempts after it come quickly.
 *
 * @param target the agreement to reach, a probability
 * @param counts audit labels of the current version since it came or the stream drifted
 * @param drift the same labels, searched for a change
 * @param labels labels that may train, since the task began or the stream drifted
 * @param learned how many of them there were at the last attempt
 * @param failed attempts in a row that brought nothing better
 * @param running whether an attempt is under way
 * @param demanded whether somebody has asked
 * @param shift what has shifted since the last attempt, in words; null when nothing has
 * @param news what came since the last attempt that may call for another version; null when nothing did
 */
public record RegenerationState(
        double target,
        AuditCounts counts,
        ErrorDrift drift,
        long labels,
        long learned,
        int failed,
        boolean running,
        boolean demanded,
        String shift,
        News news) {

    /**
     * Something that calls for another version as soon as there are labels of it to learn from.
     *
     * @param words what
     * @param reason of the attempt
     * @param labels that there were when it came
     */
    public record News(String words, Regeneration.Reason reason, long labels) {}

    /** Attempts without a better version after which a person is told. */
    public static final int PATIENCE = 3;

    /** Without labels of what is new a version can only be what it was. */
    private static final long FEWEST_NEW = 20;

    /** Labels are worth another attempt when there are that many times as many as at the last. */
    private static final double GROWTH = 1.5;

    /**
     * The same where the program is surely below its target. Without that, a target that is out of
     * reach would call for a version again as soon as the last one is seen to be below it: every few
     * dozen labels, and each costs money where an LLM writes them.
     */
    private static final double GROWTH_BELOW = 1.2;

    /** With fewer labels at the last attempt each more counts: the next is worth while at once. */
    private static final long MANY = 300;

    /** Growing by half from next to nothing would be an attempt for every label. */
    private static final long FEWEST = 10;

    private static final int MOST_DOUBLINGS = 20;

    public RegenerationState {
        if (!(target >= 0 && target <= 1)) {
            throw new IllegalArgumentException(
                    "a target is a probability in [0, 1], but is " + target);
        }
        if (labels < 0 || learned < 0 || failed < 0) {
            throw new IllegalArgumentException(
                    "counts cannot be negative, but are %d labels, %d learned, %d failed attempts"
                            .formatted(labels, learned, failed));
        }
    }

    /**
     * @param learned labels that the first version was made from
     */
    public static RegenerationState start(double target, long learned) {
        return new RegenerationState(
                target,
                AuditCounts.NONE,
                ErrorDrift.START,
                learned,
                learned,
                0,
                false,
                false,
                null,
                null);
    }

    /** After labels that may train, from whatever draw; audit labels go to {@link #plusAudit} too. */
    public RegenerationState plusTraining(long more) {
        return new RegenerationState(
                target,
                counts,
                drift,
                labels + more,
                learned,
                failed,
                running,
                demanded,
                shift,
                news);
    }

    /**
     * After an audit label has judged the current version.
     *
     * @param agrees whether its answer was right; an abstention or an error is not
     */
    public RegenerationState plusAudit(boolean agrees) {
        AuditCounts before = counts.plus(agrees);
        ErrorDrift next = drift.plus(!agrees);
        if (next.alarm()) {
            String words =
                    String.format(
                            Locale.ROOT,
                            "errors have become more frequent than the %.1f%% that the version"
                                    + " surely kept to (%d of %d audit labels were wrong)",
                            100 * drift.baseline(),
                            before.wrong(),
                            before.labels());
            return plusDrift(words);
        }
        return new RegenerationState(
                target, before, next, labels, learned, failed, running, demanded, shift, news);
    }

    /** After an audit sample that will get no label. */
    public RegenerationState plusMissing() {
        return new RegenerationState(
                target,
                counts.plusMissing(),
                drift,
                labels,
                learned,
                failed,
                running,
                demanded,
                shift,
                news);
    }

    /** After a label has come for a sample that counted as missing; {@link #plusAudit} is to follow. */
    public RegenerationState minusMissing() {
        return new RegenerationState(
                target,
                counts.minusMissing(),
                drift,
                labels,
                learned,
                failed,
                running,
                demanded,
                shift,
                news);
    }

    /**
     * After an audit label that counts has turned out to be wrong. The search for a change leaves it
     * out: beside labels that somebody has gone over, those that come next would look worse.
     *
     * @param agrees what the right one says of the current version; it counted the other way
     */
    public RegenerationState corrected(boolean agrees) {
        return new RegenerationState(
                target,
                counts.corrected(agrees),
                drift,
                labels,
                learned,
                failed,
                running,
                demanded,
                shift,
                news);
    }

    /**
     * After the stream was seen to have changed in a way that makes what is known of it worthless.
     *
     * @param words what has changed
     */
    public RegenerationState plusDrift(String words) {
        return new RegenerationState(
                target,
                AuditCounts.NONE,
                ErrorDrift.START,
                0,
                0,
                0,
                running,
                demanded,
                words,
                news == null ? null : new News(news.words(), news.reason(), 0));
    }

    /**
     * After a label or a field that was never there before; report each once. What was known of the
     * others stays known.
     *
     * @param words what was never there before
     */
    public RegenerationState plusUnseen(String words) {
        return plusNews(words, Regeneration.Reason.UNSEEN);
    }

    /**
     * After the answers were seen to be distributed otherwise. That is no error: by day and by night a
     * stream may be another one, and the version right on both. What is known stays known.
     *
     * @param words what has changed
     */
    public RegenerationState plusLabelShift(String words) {
        return plusNews(words, Regeneration.Reason.LABEL_SHIFT);
    }

    private RegenerationState plusNews(String words, Regeneration.Reason reason) {
        long since = news == null ? labels : news.labels();
        return new RegenerationState(
                target,
                counts,
                drift,
                labels,
                learned,
                failed,
                running,
                demanded,
                shift,
                new News(words, reason, since));
    }

    /** After somebody has asked for a better version. */
    public RegenerationState plusDemand() {
        return new RegenerationState(
                target, counts, drift, labels, learned, failed, running, true, shift, news);
    }

    /** The attempt that is due has begun: nothing is due until it has ended. */
    public RegenerationState started() {
        return new RegenerationState(
                target, counts, drift, labels, labels, failed, true, false, null, null);
    }

    /**
     * The attempt has ended with a better version, which is the current one from now on.
     *
     * @param newCounts what is known of the new version, from audit labels drawn after it was made
     * @param newDrift the same labels
     */
    public RegenerationState improved(AuditCounts newCounts, ErrorDrift newDrift) {
        return new RegenerationState(
                target, newCounts, newDrift, labels, learned, 0, false, demanded, shift, news);
    }

    /** The attempt has ended, and the version stays. */
    public RegenerationState notImproved() {
        return new RegenerationState(
                target, counts, drift, labels, learned, failed + 1, false, demanded, shift, news);
    }

    /** The attempt under way has not ended by what has ended. */
    public RegenerationState goesOn() {
        return new RegenerationState(
                target, counts, drift, labels, learned, failed, true, demanded, shift, news);
    }

    public TargetStatus status() {
        return counts.status(target);
    }

    /** Whether so many attempts have failed that a person should look. */
    public boolean needsPerson() {
        return failed >= PATIENCE;
    }

    /** Labels that may train at which the next attempt is worth while without any other reason. */
    public long nextAttemptAt() {
        double growth =
                failed < PATIENCE
                        ? GROWTH
                        : Math.pow(2, Math.min(failed - PATIENCE + 1, MOST_DOUBLINGS));
        return grownBy(growth);
    }

    /** Why an attempt should start now; empty when none should. */
    public Optional<Regeneration.Reason> due() {
        if (running) {
            return Optional.empty();
        }
        if (demanded) {
            return Optional.of(Regeneration.Reason.ON_DEMAND);
        }
        if (shift != null) {
            return Optional.of(Regeneration.Reason.DRIFT);
        }
        if (news != null && labels - news.labels() >= FEWEST_NEW) {
            return Optional.of(news.reason());
        }
        TargetStatus status = status();
        boolean below = status == TargetStatus.BELOW;
        boolean grown = labels >= nextAttemptAt();
        boolean knowsNearlyAll = learned >= MANY && labels < grownBy(GROWTH_BELOW);
        if (below && (grown || failed == 0 && !knowsNearlyAll)) {
            return Optional.of(Regeneration.Reason.BELOW_TARGET);
        }
        return status != TargetStatus.MET && grown
                ? Optional.of(Regeneration.Reason.MORE_LABELS)
                : Optional.empty();
    }

    private long grownBy(double growth) {
        return (long) Math.ceil(growth * Math.max(learned, FEWEST));
    }

    /** The numbers behind {@link #due}, for people. */
    public String describe() {
        Interval interval = counts.interval();
        String agreement =
                String.format(
                        Locale.ROOT,
                        "agreement %.1f%% on %d audit labels (95%% interval %.1f%% to %.1f%%, target"
                                + " %.1f%%); %d labels, %d at the last attempt",
                        100 * counts.agreement(),
                        counts.labels(),
                        100 * interval.low(),
                        100 * interval.high(),
                        100 * target,
                        labels,
                        learned);
        String attempts =
                needsPerson()
                        ? "; "
                                + failed
                                + " attempts brought nothing better, the next waits for "
                                + nextAttemptAt()
                                + " labels: correct some labels, add examples, or lower the target"
                        : "";
        return (shift == null ? "" : shift + "; ")
                + (news == null ? "" : news.words() + "; ")
                + agreement
                + attempts;
    }
}
