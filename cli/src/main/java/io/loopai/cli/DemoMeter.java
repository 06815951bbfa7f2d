package io.loopai.cli;

import io.loopai.decision.Interval;
import io.loopai.decision.Wilson;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.TopicReader;
import io.loopai.task.Draw;
import io.loopai.task.Json;
import io.loopai.task.Regeneration;
import io.loopai.task.Validation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Follows what the oracle says: how often it agrees lately, and what it was asked. */
final class DemoMeter implements AutoCloseable {

    /** Audit labels that the agreement is taken over. */
    private static final int WINDOW = 200;

    /** Of errors, or of answers. */
    private static final Set<Regeneration.Reason> CHANGES =
            EnumSet.of(Regeneration.Reason.DRIFT, Regeneration.Reason.LABEL_SHIFT);

    private final TopicReader validations;
    private final TopicReader wishes;
    private final Deque<Boolean> window = new ArrayDeque<>();
    private final List<AgreementPlot.Point> points = new ArrayList<>();
    private final Map<Integer, long[]> versions = new TreeMap<>();
    private long agreements;
    private long asked;
    private long missing;
    private Instant forgotten = Instant.EPOCH;
    private Instant driftedAt;

    DemoMeter(KafkaSettings settings) {
        validations = TopicReader.fromBeginning(settings, settings.topics().validations());
        wishes = TopicReader.fromBeginning(settings, settings.topics().regenerations());
    }

    /**
     * Reads what has come.
     *
     * @param seconds since the beginning
     */
    void look(double seconds) {
        validations.poll(Duration.ofMillis(50)).stream()
                .map(message -> Json.read(message.value(), Validation.class))
                .forEach(this::add);
        wishes.poll(Duration.ofMillis(1)).stream()
                .map(message -> Json.read(message.value(), Regeneration.class))
                .filter(wish -> CHANGES.contains(wish.reason()))
                .map(Regeneration::requestedAt)
                .filter(at -> driftedAt == null && at.isAfter(forgotten))
                .forEach(at -> driftedAt = at);
        if (window.size() >= WINDOW / 4) {
            points.add(new AgreementPlot.Point(seconds, agreement(), interval()));
        }
    }

    private void add(Validation validation) {
        if (validation.expected() == null) {
            missing++;
            return;
        }
        if (validation.corrects() != null) {
            return; // it was counted when it was asked
        }
        missing -= validation.isLate() ? 1 : 0;
        asked++;
        if (validation.draw() != Draw.AUDIT) {
            return;
        }
        long[] counts = versions.computeIfAbsent(validation.version(), v -> new long[2]);
        counts[0]++;
        counts[1] += validation.agrees() ? 1 : 0;
        window.addLast(validation.agrees());
        agreements += validation.agrees() ? 1 : 0;
        if (window.size() > WINDOW && window.removeFirst()) {
            agreements--;
        }
    }

    /** Whether there are labels enough to speak of an agreement. */
    boolean isReady() {
        return window.size() >= WINDOW;
    }

    /** Of the latest audit labels. */
    double agreement() {
        return window.isEmpty() ? 0 : (double) agreements / window.size();
    }

    Interval interval() {
        return Wilson.interval(agreements, window.size());
    }

    /** What happened before says nothing any more. */
    void forget() {
        window.clear();
        agreements = 0;
        forgotten = Instant.now();
        driftedAt = null;
    }

    /**
     * From then until a better version was asked for because the stream has changed; null when none
     * was.
     */
    Double driftSeconds() {
        return driftedAt == null
                ? null
                : Duration.between(forgotten, driftedAt).toMillis() / 1_000.0;
    }

    /** Audit labels of a version, and how many of them agree. */
    long[] of(int version) {
        return versions.getOrDefault(version, new long[2]);
    }

    List<AgreementPlot.Point> points() {
        return points;
    }

    long asked() {
        return asked;
    }

    long missing() {
        return missing;
    }

    @Override
    public void close() {
        validations.close();
        wishes.close();
    }
}
