package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loopai.task.Json;
import io.loopai.task.Regeneration.Reason;
import org.junit.jupiter.api.Test;

class RegenerationStateTest {

    private static final RegenerationState START = RegenerationState.start(0.9, 20);

    @Test
    void shouldWantABetterVersionWheneverLabelsHaveGrownByHalf() {
        assertThat(START.due()).isEmpty();
        assertThat(START.plusTraining(9).due()).isEmpty();
        assertThat(START.plusTraining(10).due()).contains(Reason.MORE_LABELS);
        assertThat(RegenerationState.start(0.9, 3).nextAttemptAt()).isEqualTo(15);
    }

    @Test
    void shouldBeContentWhenTheTargetIsMet() {
        RegenerationState met = audited(START.plusTraining(500), 195, 5);

        assertThat(met.status()).isEqualTo(TargetStatus.MET);
        assertThat(met.due()).isEmpty();
        assertThat(met.plusDemand().due()).contains(Reason.ON_DEMAND);
    }

    @Test
    void shouldCountACorrectedLabelOnceAndSeeNoChangeInIt() {
        RegenerationState state = audited(START.plusTraining(50), 30, 20);

        RegenerationState corrected = state.corrected(true);

        assertThat(corrected.counts()).isEqualTo(new AuditCounts(31, 19, 0));
        assertThat(corrected.labels()).isEqualTo(state.labels());
        assertThat(corrected.drift()).isEqualTo(state.drift());
    }

    @Test
    void shouldWantABetterVersionAtOnceWhenSurelyBelowTheTarget() {
        RegenerationState below = audited(RegenerationState.start(0.9, 299), 30, 20);

        assertThat(below.due()).contains(Reason.BELOW_TARGET);
        assertThat(below.describe())
                .isEqualTo(
                        "agreement 60.0% on 50 audit labels (95% interval 37.5% to 79.9%, target"
                                + " 90.0%); 299 labels, 299 at the last attempt");
    }

    @Test
    void shouldWaitForAFifthMoreWhereThereAreManyLabels() {
        RegenerationState below =
                audited(RegenerationState.start(0.9, 300).plusTraining(59), 30, 20);

        assertThat(below.due()).isEmpty();
        assertThat(below.plusTraining(1).due()).contains(Reason.BELOW_TARGET);
    }

    /** Each version may cost money, and none reaches it. */
    @Test
    void shouldWantFewVersionsWhereTheTargetIsOutOfReach() {
        RegenerationState state = RegenerationState.start(0.9, 20);
        int versions = 0;
        for (int label = 0; label < 4_000; label++) {
            state = state.plusTraining(1).plusAudit(label % 2 == 0);
            if (state.due().isPresent()) {
                versions++;
                state = state.started().improved(AuditCounts.NONE, ErrorDrift.START);
            }
        }
        assertThat(versions).isEqualTo(42);
    }

    @Test
    void shouldWantNothingWhileAnAttemptRuns() {
        RegenerationState running = START.plusTraining(100).started();

        assertThat(running.plusTraining(1_000).plusDemand().due()).isEmpty();
        assertThat(running.plusDemand().notImproved().due()).contains(Reason.ON_DEMAND);
        assertThat(running.notImproved().due()).isEmpty();
    }

    @Test
    void shouldWaitForMoreLabelsAfterAnAttemptThatFailed() {
        RegenerationState failed =
                audited(RegenerationState.start(0.9, 100), 30, 20).started().notImproved();

        assertThat(failed.status()).isEqualTo(TargetStatus.BELOW);
        assertThat(failed.due()).isEmpty();
        assertThat(failed.plusTraining(50).due()).contains(Reason.BELOW_TARGET);
    }

    @Test
    void shouldTellAPersonAndBackOffAfterThreeFailures() {
        RegenerationState state = START;
        for (int attempt = 0; attempt < 2; attempt++) {
            state = state.started().notImproved();
        }
        assertThat(state.needsPerson()).isFalse();
        assertThat(state.nextAttemptAt()).isEqualTo(30);

        state = state.started().notImproved();
        assertThat(state.needsPerson()).isTrue();
        assertThat(state.nextAttemptAt()).isEqualTo(40);
        assertThat(state.started().notImproved().nextAttemptAt()).isEqualTo(80);
        assertThat(state.describe())
                .endsWith(
                        "; 3 attempts brought nothing better, the next waits for 40 labels: correct"
                                + " some labels, add examples, or lower the target");
        assertThat(state.plusDemand().due()).contains(Reason.ON_DEMAND);
        assertThat(state.started().improved(AuditCounts.NONE, ErrorDrift.START).needsPerson())
                .isFalse();
    }

    @Test
    void shouldStartAfreshAfterADrift() {
        RegenerationState state = audited(START.plusTraining(5_000).started(), 4_000, 40);
        state = state.improved(state.counts(), state.drift());
        assertThat(state.due()).isEmpty();
        int labels = 0;
        while (state.shift() == null) {
            state = state.plusTraining(1).plusAudit(labels++ % 2 == 0);
        }

        assertThat(labels).isLessThan(40);
        assertThat(state.due()).contains(Reason.DRIFT);
        assertThat(state.counts()).isEqualTo(AuditCounts.NONE);
        assertThat(state.labels()).isZero();
        assertThat(state.describe())
                .startsWith("errors have become more frequent than the ")
                .contains(" of 40");
        assertThat(state.started().notImproved().nextAttemptAt()).isEqualTo(15);
    }

    @Test
    void shouldWantABetterVersionForWhatWasNeverThere() {
        RegenerationState state = audited(START, 195, 5).plusUnseen("'refund' is new");

        assertThat(state.describe()).startsWith("'refund' is new; agreement 97.5%");
        assertThat(state.plusTraining(19).due()).as("too few labels to learn it from").isEmpty();
        state = state.plusTraining(19).plusUnseen("'fee' is new").plusTraining(1);
        assertThat(state.due()).contains(Reason.UNSEEN);
        assertThat(state.started().notImproved().due()).isEmpty();
        assertThat(state.counts().labels()).isEqualTo(200);
    }

    @Test
    void shouldWaitAsLongAsBeforeWhenSomethingNewComesAfterFailures() {
        RegenerationState failed =
                START.started().notImproved().started().notImproved().started().notImproved();

        RegenerationState state = failed.plusUnseen("'refund' is new");

        assertThat(state.needsPerson()).isTrue();
        assertThat(state.nextAttemptAt()).isEqualTo(failed.nextAttemptAt());
    }

    @Test
    void shouldKeepWhatIsKnownWhenTheAnswersHaveShifted() {
        RegenerationState state = audited(START.plusTraining(500), 195, 5);

        RegenerationState shifted = state.plusLabelShift("more 'spam'");

        assertThat(shifted.counts()).isEqualTo(state.counts());
        assertThat(shifted.drift()).isEqualTo(state.drift());
        assertThat(shifted.labels()).isEqualTo(state.labels());
        assertThat(shifted.due()).isEmpty();
        assertThat(shifted.plusTraining(20).due()).contains(Reason.LABEL_SHIFT);
        assertThat(shifted.started().plusTraining(20).notImproved().due()).isEmpty();
    }

    @Test
    void shouldComeBackFromJson() {
        RegenerationState state = audited(START, 8, 2).plusMissing().plusDemand().plusUnseen("x");

        assertThat(Json.read(Json.bytes(state), RegenerationState.class)).isEqualTo(state);
    }

    @Test
    void shouldRefuseATargetThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegenerationState.start(90, 0))
                .withMessage("a target is a probability in [0, 1], but is 90.0");
    }

    /** The errors are spread evenly, so that none of them looks like a drift. */
    private static RegenerationState audited(RegenerationState state, int right, int wrong) {
        RegenerationState next = state;
        int labels = right + wrong;
        for (int i = 1; i <= labels; i++) {
            next = next.plusAudit(i * wrong / labels == (i - 1) * wrong / labels);
        }
        return next;
    }
}
