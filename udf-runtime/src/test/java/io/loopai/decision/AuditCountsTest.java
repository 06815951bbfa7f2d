package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AuditCountsTest {

    @Test
    void shouldCount() {
        AuditCounts counts = AuditCounts.NONE.plus(true).plus(true).plus(false).plusMissing();

        assertThat(counts).isEqualTo(new AuditCounts(2, 1, 1));
        assertThat(counts.labels()).isEqualTo(3);
        assertThat(counts.agreement()).isEqualTo(2.0 / 3);
        assertThat(counts.status(0.9)).isEqualTo(TargetStatus.UNKNOWN);
    }

    @Test
    void shouldCountACorrectedLabelOnce() {
        AuditCounts counts = new AuditCounts(2, 1, 1);

        assertThat(counts.corrected(true)).isEqualTo(new AuditCounts(3, 0, 1));
        assertThat(counts.corrected(false)).isEqualTo(new AuditCounts(1, 2, 1));
        AuditCounts begunSince = new AuditCounts(2, 0, 1);
        assertThat(begunSince.corrected(true)).isEqualTo(begunSince);
    }

    @Test
    void shouldKnowTheStatusOnceTheIntervalExcludesTheTarget() {
        assertThat(new AuditCounts(195, 5, 0).status(0.9)).isEqualTo(TargetStatus.MET);
        assertThat(new AuditCounts(160, 40, 0).status(0.9)).isEqualTo(TargetStatus.BELOW);
        assertThat(new AuditCounts(180, 20, 0).status(0.9)).isEqualTo(TargetStatus.UNKNOWN);
        assertThat(AuditCounts.NONE.status(0.9)).isEqualTo(TargetStatus.UNKNOWN);
    }

    @Test
    void shouldAssumeNothingAboutManyMissingLabels() {
        assertThat(new AuditCounts(195, 5, 40).status(0.9)).isEqualTo(TargetStatus.MET);
        assertThat(new AuditCounts(195, 5, 60).status(0.9)).isEqualTo(TargetStatus.UNKNOWN);
    }

    @Property(tries = 200)
    void shouldBoundWhatTheMissingLabelsWouldHaveSaid(
            @ForAll @IntRange(max = 300) int right,
            @ForAll @IntRange(max = 300) int wrong,
            @ForAll @IntRange(max = 50) int missingRight,
            @ForAll @IntRange(max = 50) int missingWrong) {
        Interval bounds = new AuditCounts(right, wrong, missingRight + missingWrong).bounds();
        Interval all = new AuditCounts(right + missingRight, wrong + missingWrong, 0).interval();

        assertThat(bounds.low()).isLessThanOrEqualTo(all.low());
        assertThat(bounds.high()).isGreaterThanOrEqualTo(all.high());
    }

    /** With 200 labels most tasks are unknown: this is what to expect of the status. */
    @Test
    void shouldRecogniseSomeVersionsThatAreALittleTooBad() {
        SplittableRandom random = new SplittableRandom(2);
        int recognised = 0;
        for (int stream = 0; stream < 500; stream++) {
            AuditCounts counts = AuditCounts.NONE;
            while (counts.labels() < 200 && counts.status(0.9) != TargetStatus.BELOW) {
                counts = counts.plus(random.nextDouble() < 0.85);
            }
            recognised += counts.status(0.9) == TargetStatus.BELOW ? 1 : 0;
        }
        assertThat(recognised / 500.0).isBetween(0.2, 0.4);
    }

    @Test
    void shouldRefuseNegativeCounts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuditCounts(-1, 0, 0))
                .withMessage("counts cannot be negative, but are -1 right, 0 wrong, 0 missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interval(0.5, 0.4))
                .withMessage(
                        "an interval of probabilities needs 0 <= low <= high <= 1, but low is 0.5"
                                + " and high is 0.4");
    }
}
