package io.loopai.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of what is personal or secret is masked, and how much that is neither. */
class MaskingQualityTest {

    @ParameterizedTest
    @CsvSource({
        "personal.jsonl, 0.98",
        "held-out-personal.jsonl, 0.98",
        "held-out-2-personal.jsonl, 0.95",
        "held-out-3-personal.jsonl, 0.95"
    })
    void shouldMaskWhatIsPersonalOrSecret(String file, double least) {
        Samples.Recall recall = Samples.recall(Samples.of(file));
        System.out.printf(
                "%s: %d values, %d hidden (%.1f%%), %d of these under their own name%n",
                file, recall.values(), recall.hidden(), 100 * recall.share(), recall.named());
        recall.missed().forEach(System.out::println);

        assertThat(recall.share()).isGreaterThanOrEqualTo(least);
        assertThat((double) recall.named() / recall.values()).isGreaterThanOrEqualTo(0.9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "free.jsonl",
                "held-out-free.jsonl",
                "held-out-2-free.jsonl",
                "held-out-3-free.jsonl"
            })
    void shouldLeaveOtherTextsAlone(String file) {
        Samples.FalseMasks masks =
                Samples.falseMasks(Samples.of(file).stream().map(Samples.Sample::input));
        System.out.printf(
                "%s: %d texts, %d with a mask (%.1f%%)%n",
                file, masks.texts(), masks.masked().size(), 100 * masks.share());
        masks.masked().forEach(System.out::println);

        assertThat(masks.share()).isLessThanOrEqualTo(0.02);
    }

    @ParameterizedTest
    @CsvSource({
        "ag_news",
        "trec6",
        "snips7",
        "sst2",
        "customer_reviews",
        "banking77",
        "clinc150",
        "language_id17"
    })
    void shouldLeavePublicTextsAlone(String set) {
        Optional<List<JsonNode>> texts = Samples.publicTexts(set);
        assumeTrue(texts.isPresent(), "the public texts of " + set + " are not on this machine");
        Samples.FalseMasks masks = Samples.falseMasks(texts.get().stream());
        System.out.printf(
                "%s: %d texts, %d with a mask (%.2f%%)%n",
                set, masks.texts(), masks.masked().size(), 100 * masks.share());

        assertThat(masks.share()).isLessThanOrEqualTo(0.02);
    }
}
