package io.loopai.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.learn.Synonyms;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnlabelledRowsTest {

    private static final String CHOSEN = "rows without labels";

    private final List<LabelledRow> labelled = Synonyms.rows(60, 1);
    private final List<JsonNode> inputs = Synonyms.inputs(2_000, 3);

    @Test
    void shouldBeUsedWhereTheyHelp() {
        Generation without = new Generator(Synonyms.TASK, labelled, 1).learned();
        Generation with = generator(inputs).learned();

        assertThat(with.candidates().get(0).name()).contains("2000 " + CHOSEN);
        assertThat(with.estimate().accuracy()).isGreaterThan(without.estimate().accuracy() + 0.1);
    }

    private Generator generator(List<JsonNode> unlabelled) {
        return new Generator(Synonyms.TASK, labelled, 1).withUnlabelled(unlabelled);
    }

    /** Four rows of a label claim nothing, but tell whether rows without labels help. */
    @Test
    void shouldBeUsedWhereNothingCanBeClaimed() throws Exception {
        List<LabelledRow> few = firstOfEachLabel(4);
        List<LabelledRow> test = Synonyms.rows(300, 2);

        Generation generation =
                new Generator(Synonyms.TASK, few, 1).withUnlabelled(inputs).learned();

        assertThat(generation.estimate()).isNull();
        assertThat(accuracy(new Generator(Synonyms.TASK, few, 1).learned(), test)).isLessThan(0.6);
        assertThat(accuracy(generation, test)).isGreaterThan(0.8);
    }

    private static double accuracy(Generation generation, List<LabelledRow> test) throws Exception {
        var program = Sandbox.compile(generation.source(), CompilerKind.ECJ);
        return Evaluation.of(new ProgramTrial(Synonyms.TASK, program), test).accuracy();
    }

    private List<LabelledRow> firstOfEachLabel(int each) {
        Map<JsonNode, Integer> counts = new HashMap<>();
        return labelled.stream()
                .filter(row -> counts.merge(row.output(), 1, Integer::sum) <= each)
                .toList();
    }

    @Test
    void shouldGiveTheSameProgramForTheSameRows() {
        assertThat(generator(inputs).learned().source())
                .isEqualTo(generator(Synonyms.inputs(2_000, 3)).learned().source());
    }

    @Test
    void shouldCountOnceAndNotIfTheyAreLabelled() {
        List<JsonNode> repeated = new ArrayList<>(inputs.subList(0, 150));
        repeated.addAll(repeated);
        labelled.forEach(row -> repeated.add(row.input()));

        assertThat(generator(repeated).learned().candidates())
                .filteredOn(each -> each.name().contains("; 150 " + CHOSEN))
                .hasSize(2);
    }

    @Test
    void shouldBeTooFewToTellAnything() {
        assertThat(generator(inputs.subList(0, 99)).learned().candidates())
                .noneMatch(each -> each.name().contains(CHOSEN));
    }

    @Test
    void shouldSayWhyTheyAreNotUsed() {
        List<JsonNode> doubled = new ArrayList<>(inputs.subList(0, 99));
        doubled.addAll(doubled);
        labelled.forEach(row -> doubled.add(row.input()));
        String unused = "inputs without answers are not used: ";

        assertThat(generator(doubled).learned().notes())
                .contains(
                        unused
                                + "there are 99, doubles and labelled rows left out, and it takes at least"
                                + " 100");
        Generator manyRows =
                new Generator(Synonyms.TASK, Synonyms.rows(150, 1), 1)
                        .withUnlabelled(inputs.subList(0, 120));
        assertThat(manyRows.unusedInputs(true))
                .contains(
                        unused
                                + "there are 120, doubles and labelled rows left out, and it takes at"
                                + " least 150, as many as there are examples and labelled rows");
        assertThat(generator(inputs).unusedInputs(false)).contains(unused + "no model is learned");
        assertThat(generator(inputs).unusedInputs(true)).isEmpty();
        assertThat(generator(List.of()).unusedInputs(false)).isEmpty();
    }

    @Test
    void shouldSayThatManyLabelledRowsNeedNone() {
        assertThat(
                        new Generator(Synonyms.TASK, Synonyms.rows(4_001, 1), 1)
                                .withUnlabelled(inputs)
                                .unusedInputs(true))
                .contains(
                        "inputs without answers are not used: beside 4,001 examples and labelled rows"
                                + " they would tell little");
    }
}
