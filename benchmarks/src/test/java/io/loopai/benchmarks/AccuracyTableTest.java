package io.loopai.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loopai.task.Sampling;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccuracyTableTest {

    private static final Replay LOOP = Replay.alone(Sampling.Policy.MIXED, AccuracyRow.LOOP_ROWS);

    private final Cells cells = Cells.open(null);

    @Test
    void shouldShowReferencesGoalsAndWhatIsMissed() {
        few("trec6", 1, 0.48);
        few("trec6", 2, 0.50);
        put(Replay.KIND, "trec6", LOOP.toString(), replay(0.77, 0, 0));
        put(Replay.KIND, "trec6", Replay.withFallback().toString(), replay(0.8, 0.455, 0.943));

        assertThat(table("trec6"))
                .contains(
                        "| trec6 | – | 49.0 (24.5) | – | – | – | – | – | 77.0 (38.5) | 45.5%, 94.3 (47.2) | 30,"
                                + " 42, 56, 90.2 | 50, 76, 90, 40 | -1.0, +1.0, –, -5.5 at -0.7"
                                + " |\n");
    }

    @Test
    void shouldNotSpeakOfTheAccuracyBesideTheShareWhereItIsReached() {
        put(Replay.KIND, "trec6", Replay.withFallback().toString(), replay(0.8, 0.3, 0.96));

        assertThat(table("trec6")).contains("| –, –, –, +10.0 |\n");
    }

    @Test
    void shouldShowWhatHasNoGoal() {
        few("unheard_of", 1, 0.48);

        assertThat(table("unheard_of"))
                .contains(
                        "| unheard_of | – | 48.0 (24.0) | – | – | – | – | – | – | – | – | – | – |\n")
                .doesNotContain("source, KB");
    }

    @Test
    void shouldShowTheProgramThatLearnedFromAllRows() {
        put(
                AllCell.KIND,
                "ag_news",
                "",
                Map.of(
                        Scores.ACCURACY, 0.878,
                        Scores.MACRO_F1, 0.879,
                        AllCell.SOURCE_KB, 89.4,
                        AllCell.GENERATION, 31.6,
                        AllCell.P50, 12.34,
                        AllCell.P99, 56.0,
                        AllCell.LENGTH, 235.0));

        assertThat(table("ag_news"))
                .contains("| ag_news | 87.8 (87.9) | none | 89 | 32 | 12.3, 56.0 | 235 |\n")
                .doesNotContain("unseen");
    }

    @Test
    void shouldShowTheOriginalSystemsProtocolInATableOfItsOwn() {
        put(
                OriginalCells.KIND,
                "original_email_categorization",
                "2",
                Map.of(
                        Scores.ACCURACY, 0.725,
                        Scores.MACRO_F1, 0.718,
                        OriginalCells.UNSEEN_ACCURACY, 0.823,
                        OriginalCells.UNSEEN_MACRO_F1, 0.685));

        assertThat(table("original_email_categorization"))
                .startsWith("| set | 2 a label: all rows |")
                .contains(
                        "| email_categorization | 72.5 (71.8) | 82.3 (68.5) | – | – | 71.5 | 72, 83 |"
                                + " +0.5, – |\n");
    }

    @Test
    void shouldKnowReferencesAndGoals() {
        assertThat(Goals.of("clinc150"))
                .containsEntry("reference all", 92.8)
                .containsEntry("goal share", 30.0)
                .doesNotContainKey("goal loop");
        assertThat(Goals.of("log_level")).isEmpty();
    }

    @Test
    void shouldSayHowFarAGoalIs() {
        few("trec6", 1, 0.487);

        assertThat(AccuracyRow.of("trec6", cells).ahead())
                .hasEntrySatisfying("5", points -> assertThat(points).isCloseTo(-1.3, within(1e-9)))
                .hasSize(1);
    }

    private String table(String set) {
        return AccuracyTable.of(Map.of(set, AccuracyRow.of(set, cells)));
    }

    private void few(String set, int seed, double accuracy) {
        cells.measure(
                new Cell.Key(FewCells.KIND, set, "5", seed),
                () -> Map.of(Scores.ACCURACY, accuracy, Scores.MACRO_F1, accuracy / 2));
    }

    private static Map<String, Double> replay(double test, double share, double accuracy) {
        return Map.of(
                Replay.TEST, test,
                Replay.TEST_MACRO_F1, test / 2,
                Replay.SHARE_AT_END, share,
                Replay.ACCURACY_AT_END, accuracy,
                Replay.MACRO_F1_AT_END, accuracy / 2);
    }

    private void put(String kind, String set, String what, Map<String, Double> values) {
        cells.measure(new Cell.Key(kind, set, what, 0), () -> values);
    }
}
