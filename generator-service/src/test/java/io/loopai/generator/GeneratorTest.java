package io.loopai.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopai.generator.llm.LlmOptions;
import io.loopai.generator.llm.LlmStrategy;
import io.loopai.oracle.CostBudget;
import io.loopai.oracle.LlmClient;
import io.loopai.oracle.LlmSettings;
import io.loopai.oracle.PriceTable;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorTest {

    private static final TaskSpec TICKETS = Rows.ticketTask("");
    private static final Set<String> FILLERS = Set.of(Rows.FILLERS);

    @Test
    void shouldLearnAProgramThatIsAsGoodAsItSays() throws Exception {
        Generation generation = new Generator(TICKETS, Rows.tickets(300, 1), 1).learned();

        double accuracy = evaluate(TICKETS, generation, Rows.tickets(500, 2)).accuracy();
        assertThat(accuracy).isGreaterThan(0.97);
        assertThat(generation.estimate().interval().contains(accuracy)).isTrue();
        assertThat(generation.strategy()).isEqualTo("learned");
        assertThat(generation.source())
                .contains("public final class TicketsProgram implements Program")
                .contains("//   billing: ")
                .contains("refund");
    }

    @Test
    void shouldMakeTheSameProgramFromTheSameRows() {
        String one = new Generator(TICKETS, Rows.tickets(100, 1), 1).learned().source();

        assertThat(new Generator(TICKETS, Rows.tickets(100, 1), 1).learned().source())
                .isEqualTo(one);
    }

    @Test
    void shouldClaimNothingFromAHandfulOfRows() throws Exception {
        List<LabelledRow> rows =
                List.of(
                        Rows.of("refund my card", "billing"),
                        Rows.of("it freezes", "bug"),
                        Rows.of("love it", "praise"));
        Generation generation = new Generator(TICKETS, rows, 1).learned();

        assertThat(generation.estimate()).isNull();
        assertThat(generation.notes())
                .contains(
                        "no accuracy is claimed, because nothing can be measured: 3 of 3 different answers have fewer than 5 examples and labelled rows; label about 12 more rows, until each has 5 that differ");
        assertThat(evaluate(TICKETS, generation, rows).accuracy()).isEqualTo(1);
    }

    /** Else the second version could never be compared with the first where labels are many. */
    @Test
    void shouldTellWhatItSaidOfRowsEvenWhereNothingIsClaimed() {
        List<LabelledRow> rows = Rows.tickets(13, 1);
        Generator generator = new Generator(TICKETS, rows, 1);
        Generation generation = generator.learned();

        assertThat(generation.estimate()).isNull();
        assertThat(generator.outOfFold().keySet())
                .containsExactlyInAnyOrderElementsOf(rows.stream().map(LabelledRow::id).toList());
        long right =
                rows.stream()
                        .filter(
                                row ->
                                        row.output()
                                                .equals(
                                                        generator
                                                                .outOfFold()
                                                                .get(row.id())
                                                                .output()))
                        .count();
        assertThat(right).isBetween(1L, 12L); // all 13 after learning from them
    }

    /** None of the words that say it is in the examples. */
    @Test
    void shouldKnowWhatWordsFeelLikeWhereThatIsAskedFor() throws Exception {
        assertThat(onUnknownWords("positive", "negative")).isGreaterThan(0.9);
        assertThat(onUnknownWords("yes", "no")).as("nobody asks for feelings").isLessThan(0.8);
    }

    private static double onUnknownWords(String good, String bad) throws Exception {
        TaskSpec task = reviews("{type: string, enum: [" + good + ", " + bad + "]}");
        String yes = "\"" + good + "\"";
        String no = "\"" + bad + "\"";
        List<LabelledRow> rows =
                List.of(
                        review("a great hotel", yes),
                        review("we enjoyed it", yes),
                        review("an awful hotel", no),
                        review("we hated it", no));
        List<LabelledRow> others = new ArrayList<>();
        for (String text :
                List.of(
                        "the staff was friendly and the view splendid",
                        "not boring for a minute",
                        "quick, polite and honest",
                        "our children loved the clean beach",
                        "what a delightful evening",
                        "a bit noisy but the breakfast was superb")) {
            others.add(review(text, yes));
        }
        for (String text :
                List.of(
                        "nice rooms but rude people and a filthy bar",
                        "the shower is not reliable",
                        "slow, expensive and dirty",
                        "our children were disappointed by the pool",
                        "what a terrible evening",
                        "never satisfied, always trouble")) {
            others.add(review(text, no));
        }
        return evaluate(task, new Generator(task, rows, 1).learned(), others).accuracy();
    }

    @Test
    void shouldLookForFeelingsWhereAFieldOfTheAnswerIsOne() {
        TaskSpec task = reviews("{type: object, properties: {mood: {enum: [happy, angry]}}}");
        List<LabelledRow> rows =
                List.of(
                        review("a great hotel", "{\"mood\":\"happy\"}"),
                        review("an awful hotel", "{\"mood\":\"angry\"}"));

        assertThat(new Generator(task, rows, 1).learned().source()).contains(", tones");
    }

    /** One row a label, of which two are feelings of the same side: the schema tells of the other. */
    @Test
    void shouldLookForFeelingsWhereTheSchemaSaysThatAFieldIsOne() {
        TaskSpec task = reviews("{type: object, properties: {mood: {enum: [happy, glad, angry]}}}");
        List<LabelledRow> rows =
                List.of(
                        review("a great hotel", "{\"mood\":\"happy\"}"),
                        review("a good hotel", "{\"mood\":\"glad\"}"));

        assertThat(new Generator(task, rows, 1).learned().source()).contains(", tones");
    }

    /** No word of these texts is in the rows. */
    @Test
    void shouldKnowWhatWordsNameWhereThatTellsLabelsApart() throws Exception {
        List<LabelledRow> rows =
                List.of(
                        Rows.of("A striker shot two goals in the stadium", "bug"),
                        Rows.of("Our goalkeeper lost this match", "bug"),
                        Rows.of("Some garlic and a little butter", "praise"),
                        Rows.of("Fry onions before adding beef", "praise"));
        List<LabelledRow> others =
                List.of(
                        Rows.of("chess championship", "bug"),
                        Rows.of("hockey players train daily", "bug"),
                        Rows.of("baked potatoes with cheese", "praise"),
                        Rows.of("hardly anything like soups", "praise"));

        Generation generation = new Generator(TICKETS, rows, 1).learned();

        assertThat(generation.source())
                .contains(
                        ", kinds\"",
                        "for each answer, and (what words name):",
                        "(sport)",
                        "(food)");
        assertThat(evaluate(TICKETS, generation, others).accuracy()).isEqualTo(1);
    }

    private static final List<LabelledRow> POSTS =
            List.of(
                    post("A striker in the stadium", "some garlic and butter", "home"),
                    post("Our goalkeeper and this match", "fry onions with beef", "home"),
                    post("Baked potatoes, some cheese", "the hockey players train", "away"),
                    post("Soups for a cold evening", "a chess championship", "away"));

    @Test
    void shouldTellInWhichOfSeveralTextsWordsNameSomething() {
        TaskSpec task =
                Rows.task(
                        "{id: posts, description: x, input_schema: {type: object, properties: {title:"
                                + " {type: string}, body: {type: string}}}, output_schema: {enum:"
                                + " [home, away]}}");

        assertThat(new Generator(task, POSTS, 1).learned().source())
                .contains("(food in title)", "(sport in body)", "(food in body)");
    }

    /** Names of fields come from rows, too. */
    @Test
    void shouldWriteNothingOfRowsAsCode() {
        TaskSpec task =
                Rows.task(
                        "{id: posts, description: x, input_schema: {type: object}, output_schema: {enum:"
                                + " [home, away]}}");
        String name = "a\\n } \\\\u000a }";
        List<LabelledRow> renamed =
                POSTS.stream()
                        .map(
                                row ->
                                        Rows.row(
                                                row.id(),
                                                row.input().toString().replace("title", name),
                                                row.output().toString()))
                        .toList();

        assertThat(new Generator(task, renamed, 1).learned().source())
                .contains("(food in a  }  u000a })");
    }

    private static LabelledRow post(String title, String body, String label) {
        return Rows.row(
                title,
                "{\"title\":\"%s\",\"body\":\"%s\"}".formatted(title, body),
                "\"" + label + "\"");
    }

    /** The words of feelings are better known by their tones, whatever the texts are about. */
    @Test
    void shouldNotLookForWhatWordsNameWhereLabelsAreFeelings() {
        TaskSpec task = reviews("{enum: [happy, angry]}");
        List<LabelledRow> rows =
                List.of(
                        review("A striker in the stadium", "\"happy\""),
                        review("Our goalkeeper lost this match", "\"happy\""),
                        review("Some garlic and a little butter", "\"angry\""),
                        review("Fry onions before adding beef", "\"angry\""));

        assertThat(new Generator(task, rows, 1).learned().source())
                .contains(", tones")
                .doesNotContain("kinds");
    }

    /** So many features that some stand where those of kinds would. */
    @Test
    void shouldNotTellOfWhatWordsNameWhereAModelDoesNotSeeIt() {
        Generation generation = new Generator(TICKETS, Rows.tickets(1_500, 1), 1).learned();

        assertThat(generation.source())
                .contains("The words that speak most for each answer:")
                .doesNotContain("what words name");
    }

    @Test
    void shouldNotLookForWhatWordsNameWhereThatTellsNothing() {
        List<LabelledRow> rows =
                List.of(
                        Rows.of("soup?", "billing"),
                        Rows.of("a dog?", "billing"),
                        Rows.of("the soup!", "bug"),
                        Rows.of("my dog!", "bug"));

        assertThat(new Generator(TICKETS, rows, 1).learned().source()).doesNotContain("kinds");
    }

    @Test
    void shouldNotLookForFeelingsWhereNobodyAsksForThem() {
        List<LabelledRow> rows =
                List.of(Rows.of("a great hotel", "billing"), Rows.of("awful", "bug"));

        assertThat(new Generator(TICKETS, rows, 1).learned().source()).doesNotContain("tones");
    }

    private static TaskSpec reviews(String outputSchema) {
        return Rows.task(
                "{id: reviews, description: x, input_schema: {type: object, properties: {text: {type:"
                        + " string}}}, output_schema: "
                        + outputSchema
                        + "}");
    }

    private static LabelledRow review(String text, String output) {
        return Rows.row(text, "{\"text\":\"" + text + "\"}", output);
    }

    @Test
    void shouldWeighAllFeaturesAlikeWhereAHandfulOfRowsIsToldApartByTheirMarks() throws Exception {
        List<LabelledRow> rows =
                List.of(
                        Rows.of("What does it cost?", "billing"),
                        Rows.of("Where can my bank see that?", "billing"),
                        Rows.of("HELP! NOW! It broke!", "bug"),
                        Rows.of("OH NO! Gone again!", "bug"),
                        Rows.of("The team was kind.", "praise"),
                        Rows.of("My order came early.", "praise"));

        Generation generation = new Generator(TICKETS, rows, 1).learned();

        assertThat(generation.source()).contains("words 1-2, chars 2-5, marks");
        List<LabelledRow> others =
                List.of(
                        Rows.of("How long will you need?", "billing"),
                        Rows.of("STOP! Every file lost!", "bug"),
                        Rows.of("The new screen looks good.", "praise"));
        assertThat(evaluate(TICKETS, generation, others).accuracy()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"999, chars 2-5", "1000, chars 2-4"})
    void shouldLookAtShorterRunsOfCharactersWhereThereAreManyRows(int rows, String chars) {
        Generation generation = new Generator(TICKETS, Rows.tickets(rows, 1), 1).learned();

        assertThat(generation.source()).contains(chars + ", marks");
        assertThat(generation.candidates().stream().anyMatch(each -> each.name().contains("kinds")))
                .as("a try with what words name")
                .isEqualTo(rows < 1_000);
    }

    @Test
    void shouldPutCharactersFirstWhereAHandfulOfRowsIsToldApartByTheirWords() throws Exception {
        List<LabelledRow> rows =
                List.of(
                        Rows.of("refund the payment!", "billing"),
                        Rows.of("a payment and no refund?", "billing"),
                        Rows.of("crashes with an error?", "bug"),
                        Rows.of("An error, then a crash.", "bug"),
                        Rows.of("Wonderful, I love it.", "praise"),
                        Rows.of("we love you: wonderful!", "praise"));

        Generation generation = new Generator(TICKETS, rows, 1).learned();

        assertThat(generation.source()).contains("words 1, chars 2-5, marks");
        List<LabelledRow> others =
                List.of(
                        Rows.of("REFUNDS?", "billing"),
                        Rows.of("crashed!", "bug"),
                        Rows.of("loved it, though?", "praise"));
        assertThat(evaluate(TICKETS, generation, others).accuracy()).isEqualTo(1);
    }

    @Test
    void shouldAbstainOnlyWhereAFallbackAnswers() throws Exception {
        List<LabelledRow> rows = noisy(400, 1);
        TaskSpec oracle = Rows.ticketTask(", fallback: oracle, accuracy_target: 0.95");
        Generation generation = new Generator(oracle, rows, 1).learned();

        Evaluation evaluation = evaluate(oracle, generation, noisy(1_000, 2));
        assertThat(generation.threshold()).isPositive();
        assertThat(evaluation.abstained()).isPositive();
        double wrong = evaluation.answered() * (1 - evaluation.accuracyAnswered());
        assertThat(wrong / evaluation.rows()).isLessThan(0.09);
        assertThat(evaluation.answered() / 1_000.0)
                .isBetween(generation.coverage() - 0.1, generation.coverage() + 0.1);
        Generation error = new Generator(TICKETS, rows, 1).learned();
        assertThat(evaluate(TICKETS, error, rows).abstained()).isZero();
    }

    /** One in six rows has no telling word, and any label. */
    private static List<LabelledRow> noisy(int count, long seed) {
        Random random = new Random(seed);
        List<LabelledRow> rows = new ArrayList<>();
        for (LabelledRow row : Rows.tickets(count, seed)) {
            boolean noise = random.nextInt(6) == 0;
            String[] words = row.input().path("text").textValue().split(" ");
            String text =
                    Arrays.stream(words).filter(FILLERS::contains).collect(Collectors.joining(" "));
            rows.add(noise ? Rows.of(text, row.output().textValue()) : row);
        }
        return rows;
    }

    @Test
    void shouldLearnFromFieldsThatAreNoTexts() throws Exception {
        TaskSpec task =
                Rows.task(
                        "{id: risk, input_schema: {type: object, properties: {amount: {type:"
                                + " number}, country: {type: string, enum: [NL, DE, FR]}, new: {type:"
                                + " boolean}, user: {type: object, properties: {age: {type:"
                                + " integer}}}}}, output_schema: {type: boolean}}");
        Generation generation = new Generator(task, risks(400, 1), 1).learned();

        assertThat(evaluate(task, generation, risks(400, 2)).accuracy()).isGreaterThan(0.9);
    }

    private static List<LabelledRow> risks(int count, long seed) {
        Random random = new Random(seed);
        List<LabelledRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double amount = random.nextInt(1000) / 10.0;
            int age = 18 + random.nextInt(60);
            boolean fresh = random.nextBoolean();
            String country = new String[] {"NL", "DE", "FR"}[random.nextInt(3)];
            boolean risky = amount > 50 && fresh || age < 25;
            String user = random.nextInt(10) == 0 ? "null" : "{\"age\":" + age + "}";
            risky = user.equals("null") ? amount > 50 && fresh : risky;
            rows.add(
                    Rows.row(
                            "row " + i,
                            "{\"amount\":"
                                    + amount
                                    + ",\"country\":\""
                                    + country
                                    + "\",\"new\":"
                                    + fresh
                                    + ",\"user\":"
                                    + user
                                    + "}",
                            String.valueOf(risky)));
        }
        return rows;
    }

    @Test
    void shouldLearnObjectsOfSeveralAnswersAndNumbersInARange() throws Exception {
        TaskSpec task =
                Rows.task(
                        "{id: both, input_schema: {type: object, properties: {text: {type:"
                                + " string}}}, output_schema: {type: object, properties: {team:"
                                + " {type: string}, urgent: {type: boolean}, level: {type: integer}},"
                                + " required: [team, urgent, level]}}");
        List<LabelledRow> rows = new ArrayList<>();
        int n = 0;
        for (LabelledRow row : Rows.tickets(300, 1)) {
            boolean urgent = n % 3 == 0;
            String text = row.input().path("text").textValue() + (urgent ? " urgent" : " whenever");
            rows.add(
                    Rows.row(
                            "row " + n++,
                            "{\"text\":\"" + text + "\"}",
                            "{\"team\":"
                                    + row.output()
                                    + ",\"urgent\":"
                                    + urgent
                                    + ",\"level\":"
                                    + (urgent ? 3 : 1)
                                    + "}"));
        }
        Generation generation = new Generator(task, rows.subList(0, 200), 1).learned();

        assertThat(evaluate(task, generation, rows.subList(200, 300)).accuracy())
                .isGreaterThan(0.9);
    }

    @Test
    void shouldFitManyLabelsIntoASourceThatIsAccepted() throws Exception {
        List<LabelledRow> rows = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 1_500; i++) {
            int label = i % 150;
            String text = "w" + label % 10 + "x v" + label / 10 + "y " + random.nextInt(100_000);
            rows.add(Rows.of(text, "label \"" + label + "\" \\u0022 */"));
        }
        TaskSpec task =
                Rows.task(
                        "{id: 150-labels, input_schema: {type: object, properties: {text: {type:"
                                + " string}}}, output_schema: {type: string}}");
        Generation generation = new Generator(task, rows, 1).learned();

        assertThat(evaluate(task, generation, rows).accuracy()).isGreaterThan(0.95);
        assertThat(generation.source().length()).isLessThan(400 * 1024);
    }

    @Test
    void shouldSayWhatToProvideWhenThereIsNothingToLearnFrom() {
        assertThatThrownBy(() -> new Generator(TICKETS, List.of(), 1))
                .isInstanceOf(InvalidLabelsException.class)
                .hasMessage(
                        "task 'tickets' has no examples, and no labelled rows are given: add"
                                + " 'examples' to the task, two of each label at least, or give"
                                + " --labels rows.jsonl");
    }

    @Test
    void shouldSayThatOneRowIsNotEnough() {
        assertThatThrownBy(() -> new Generator(TICKETS, List.of(Rows.of("hi", "bug")), 1).learned())
                .isInstanceOf(InvalidLabelsException.class)
                .hasMessage(
                        "there is one example or labelled row, with the answer \"bug\", from which"
                                + " nothing can be learned; add rows with other answers");
    }

    @Test
    void shouldSayThatAStrategyNeedsAnLlm() {
        Generator generator = new Generator(TICKETS, Rows.tickets(10, 1), 1);

        assertThatThrownBy(() -> generator.generate(Strategy.HYBRID, Optional.empty()))
                .isInstanceOf(GenerationFailedException.class)
                .hasMessage(
                        "strategy hybrid needs an LLM: set OPENAI_API_KEY and OPENAI_MODEL (and"
                                + " OPENAI_BASE_URL for another endpoint), or use --strategy"
                                + " learned");
    }

    @Test
    void shouldCountRowsThatContradictEachOther() {
        List<LabelledRow> rows = new ArrayList<>(Rows.tickets(30, 1));
        rows.add(new LabelledRow("other", rows.get(0).input(), Rows.of("any", "another").output()));

        assertThat(new Generator(TICKETS, rows, 1).learned().notes())
                .contains(
                        "1 labelled rows contradict an earlier row with the same input; both train,"
                                + " and no program can get both right");
    }

    private static final String RULES =
            """
            import io.loopai.program.*;
            public final class Rules implements Program {
                public Answer answer(Input in) {
                    String text = in.text("text");
                    if (text.matches(".*(invoice|refund|charge|payment|card).*")) {
                        return Answer.of("billing", 0.9);
                    }
                    return Answer.of(text.matches(".*(crash|error|broken|freezes|stack).*")
                            ? "bug" : "praise", 0.8);
                }
            }
            """;

    private static final String HOSTILE =
            "public class X implements io.loopai.program.Program { public io.loopai.program.Answer"
                    + " answer(io.loopai.program.Input in) { System.exit(1); return null; } }";

    @Test
    void shouldChooseTheProgramOfAnLlmWhenLabelsAreFew() throws Exception {
        List<LabelledRow> rows = Rows.tickets(9, 1);
        Generation generation =
                generate(rows, Strategy.AUTO, Behaviour.says("Sure!\n```java\n" + RULES + "```"));

        assertThat(generation.strategy()).isEqualTo("llm");
        assertThat(generation.costUsd()).isPositive();
        assertThat(evaluate(TICKETS, generation, Rows.tickets(200, 2)).accuracy()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hostile", "prose", "wrong", "500", "401", "hang"})
    void shouldBeNoWorseThanLearnedAloneWhateverAnLlmDoes(String what) throws Exception {
        Behaviour behaviour =
                switch (what) {
                    case "hostile" -> Behaviour.says("```java\n" + HOSTILE + "\n```");
                    case "prose" -> Behaviour.says("I am sorry, I cannot help with that.");
                    case "wrong" ->
                            Behaviour.says(
                                    "```java\n"
                                            + RULES.replace("\"bug\"", "\"x\"")
                                                    .replace("\"billing\"", "\"bug\"")
                                            + "\n```");
                    case "500" -> Behaviour.fails();
                    case "401" -> Behaviour.refusesKey();
                    default -> Behaviour.hangs();
                };
        List<LabelledRow> rows = Rows.tickets(120, 1);
        List<LabelledRow> test = Rows.tickets(300, 2);
        double learned =
                evaluate(TICKETS, new Generator(TICKETS, rows, 1).learned(), test).accuracy();

        Generation generation = generate(rows, Strategy.AUTO, behaviour);

        assertThat(evaluate(TICKETS, generation, test).accuracy())
                .isGreaterThanOrEqualTo(learned - 0.01);
    }

    @Test
    void shouldLearnFromWhatWrittenProgramsAnswer() throws Exception {
        String knowsBillsOnly = RULES.replace("\"bug\"", "\"praise\"");
        Generation generation =
                generate(
                        Rows.tickets(150, 1),
                        Strategy.HYBRID,
                        Behaviour.says("```java\n" + knowsBillsOnly + "```"));

        assertThat(generation.strategy()).isEqualTo("hybrid");
        assertThat(generation.source()).contains("static final class Written1 implements Program");
        assertThat(evaluate(TICKETS, generation, Rows.tickets(300, 2)).accuracy())
                .isGreaterThan(0.97);
    }

    @Test
    void shouldNotSpoilAProgramThatIsAlwaysRight() throws Exception {
        Generation generation =
                generate(
                        Rows.tickets(150, 1),
                        Strategy.HYBRID,
                        Behaviour.says("```java\n" + RULES + "```"));

        assertThat(evaluate(TICKETS, generation, Rows.tickets(300, 2)).accuracy()).isEqualTo(1);
    }

    /** A program that is sent back has been tried on more rows than stand in its first prompt. */
    @Test
    void shouldMeasureProgramsThatWereSentBack() {
        String knowsBillsOnly = RULES.replace("\"bug\"", "\"praise\"");
        Generation generation =
                generate(
                        Rows.tickets(150, 1),
                        Strategy.HYBRID,
                        Behaviour.says("```java\n" + knowsBillsOnly + "```"),
                        LlmOptions.DEFAULT);

        assertThat(generation.transcripts()).hasSize(3).allMatch(each -> each.calls() == 3);
        assertThat(generation.strategy()).isEqualTo("hybrid");
        assertThat(generation.estimate()).isNotNull();
    }

    private static Generation generate(
            List<LabelledRow> rows, Strategy strategy, Behaviour behaviour) {
        return generate(rows, strategy, behaviour, new LlmOptions(2, 0, 3));
    }

    private static Generation generate(
            List<LabelledRow> rows, Strategy strategy, Behaviour behaviour, LlmOptions options) {
        try (LlmServer server = LlmServer.start().then(behaviour);
                LlmClient client =
                        LlmClient.open(
                                LlmSettings.of(server.url(), "test", "key")
                                        .retries(0, Duration.ofMillis(1))
                                        .timeout(Duration.ofSeconds(2)),
                                PriceTable.standard(),
                                CostBudget.ofUsd(100),
                                null)) {
            return new Generator(TICKETS, rows, 1)
                    .generate(strategy, Optional.of(new LlmStrategy(client, options)));
        }
    }

    private static Evaluation evaluate(TaskSpec task, Generation generation, List<LabelledRow> rows)
            throws Exception {
        return Evaluation.of(
                new ProgramTrial(task, Sandbox.compile(generation.source(), CompilerKind.ECJ)),
                rows);
    }
}
