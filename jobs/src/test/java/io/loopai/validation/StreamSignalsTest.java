package io.loopai.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.loopai.files.OutputLine;
import io.loopai.jobs.DeploymentTrust;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import io.loopai.task.Draw;
import io.loopai.task.Event;
import io.loopai.task.Json;
import io.loopai.task.LiveVersion;
import io.loopai.task.Oracle;
import io.loopai.task.Regeneration;
import io.loopai.task.Stage;
import io.loopai.task.TaskFile;
import io.loopai.task.Traffic;
import io.loopai.task.Validation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is seen of a stream without the oracle, and of what nobody has seen before. */
class StreamSignalsTest {

    private static final String LISTED = "{type: string, enum: [spam, ham, scam]}";
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private KeyedTwoInputStreamOperatorTestHarness<
                    String, Tuple3<String, String, byte[]>, ControlMessage, OutputLine>
            harness;
    private long stretches;
    private long validations;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldCallForABetterVersionWhenTheAnswersHaveShifted() throws Exception {
        int before = content();
        traffic(1, 1_000, 1_000);
        traffic(1, 1_050, 1_050);
        assertThat(events()).isEmpty();
        traffic(1, 1_500, 600);

        assertThat(events())
                .singleElement()
                .extracting(
                        Event::kind, Event::task, Event::revision, Event::version, Event::message)
                .containsExactly(
                        Event.Kind.LABEL_SHIFT,
                        "spam",
                        2L,
                        1,
                        "21.4% of the answers of v1 are others than at the beginning: 'spam' are"
                                + " 71.4% of the latest 2100, and were 50.0% of the first 2000");
        assertThat(wishes()).as("there is nothing new to learn from").hasSize(before);
        labels(20);
        assertThat(wishes())
                .last()
                .satisfies(
                        wish -> {
                            assertThat(wish.reason()).isEqualTo(Regeneration.Reason.LABEL_SHIFT);
                            assertThat(wish.message()).startsWith("21.4% of the answers of v1");
                            assertThat(wish.message()).contains("agreement 100.0% on 300");
                            assertThat(wish.changedAt()).isEqualTo(START.plusSeconds(20));
                        });
    }

    /** Whatever more labels would call for: the active version is surely good. Says how many wishes. */
    private int content() throws Exception {
        for (int i = 0; i < 300; i++) {
            validate("ham", true, Draw.AUDIT);
        }
        Deployment same = deployment(2, 1, LISTED);
        deploy(
                new Deployment(
                        same.task(),
                        same.revision(),
                        same.spec(),
                        same.versions(),
                        null,
                        null,
                        wishes().get(0).id(),
                        Instant.EPOCH));
        return wishes().size();
    }

    private void labels(int labels) throws Exception {
        for (int i = 0; i < labels; i++) {
            label("ham");
        }
    }

    @Test
    void shouldTellOfAShiftOnce() throws Exception {
        traffic(1, 1_000, 1_000);
        traffic(1, 500, 500);
        for (int i = 0; i < 30; i++) {
            traffic(1, 900, 100);
        }

        assertThat(events()).extracting(Event::kind).containsExactly(Event.Kind.LABEL_SHIFT);
        assertThat(wishes()).isEmpty();
    }

    @Test
    void shouldTellOfAShiftBackToo() throws Exception {
        traffic(1, 1_000, 1_000);
        traffic(1, 1_800, 200);
        traffic(1, 1_800, 200);
        traffic(1, 1_000, 1_000);

        assertThat(events()).hasSize(2);
    }

    @Test
    void shouldCountAbstentionsAndFailuresAsAnswers() throws Exception {
        told(of(1, 2_000, 0, 0, Map.of("spam", 1_000L, "ham", 1_000L)), Map.of());
        told(of(1, 2_000, 400, 0, Map.of("spam", 800L, "ham", 800L)), Map.of());

        assertThat(events())
                .extracting(Event::message)
                .containsExactly(
                        "20.0% of the answers of v1 are others than at the beginning: no answer are"
                                + " 20.0% of the latest 2000, and were 0.0% of the first 2000");
    }

    @Test
    void shouldKeepWhatItHasSeenInItsState() throws Exception {
        traffic(1, 1_000, 1_000);
        traffic(1, 700, 300);
        for (int i = 0; i < 100; i++) {
            label("ham");
        }
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(state);
        harness.open();

        traffic(1, 700, 300);
        label("scam");
        fields(Map.of("text", 1L, "subject", 1L));

        assertThat(events())
                .extracting(Event::kind)
                .containsExactly(
                        Event.Kind.LABEL_SHIFT, Event.Kind.UNSEEN_LABEL, Event.Kind.UNSEEN_FIELD);
    }

    @Test
    void shouldWatchTheActiveVersionAndBeginAnewWithTheNext() throws Exception {
        traffic(1, 1_000, 1_000);
        told(of(2, 2_000, 0, 0, Map.of("spam", 2_000L)), Map.of());
        assertThat(events()).isEmpty();

        deploy(deployment(2, 2, LISTED));
        traffic(2, 2_000, 0);
        traffic(2, 2_000, 0);
        assertThat(events()).isEmpty();
        traffic(2, 1_000, 1_000);

        assertThat(events())
                .extracting(Event::kind, Event::version)
                .containsExactly(tuple(Event.Kind.LABEL_SHIFT, 2));
    }

    @Test
    void shouldNotFindOnceMoreWhatTheAuditHasSeen() throws Exception {
        traffic(1, 1_000, 1_000);
        for (int i = 0; i < 400; i++) {
            validate("ham", true, Draw.AUDIT);
        }
        for (int i = 0; i < 200 && events().isEmpty(); i++) {
            validate("ham", false, Draw.AUDIT);
        }
        assertThat(events()).extracting(Event::kind).containsExactly(Event.Kind.DRIFT_DETECTED);
        assertThat(wishes().get(wishes().size() - 1).changedAt()).isNull();

        traffic(1, 2_000, 0);
        traffic(1, 2_000, 0);

        assertThat(events()).hasSize(1);
    }

    @Test
    void shouldSayWhenInputsHaveAFieldThatNoneHadBefore() throws Exception {
        int before = content();
        fields(Map.of("text", 999L));
        fields(Map.of("text", 1L, "early", 1L));
        fields(Map.of("text", 9L, "early", 3L));
        assertThat(events()).as("too few before").isEmpty();

        fields(Map.of("text", 10L, "subject", 2L));
        fields(Map.of("text", 10L, "subject", 9L));

        assertThat(events())
                .singleElement()
                .extracting(Event::kind, Event::message)
                .containsExactly(
                        Event.Kind.UNSEEN_FIELD,
                        "inputs have a field that none of the 1009 before had: 'subject'");
        labels(19);
        assertThat(wishes()).as("there are too few labels to learn from").hasSize(before);
        labels(1);
        assertThat(wishes())
                .last()
                .satisfies(
                        wish -> {
                            assertThat(wish.reason()).isEqualTo(Regeneration.Reason.UNSEEN);
                            assertThat(wish.changedAt()).isNull();
                        });
    }

    @Test
    void shouldSayOnceThatThereAreFieldsThatTheTaskDoesNotName() throws Exception {
        int before = content();
        fields(Map.of("text", 1_000L));
        fields(Map.of("text", 10L, "trace", 2L, "jo@example.org", 2L));
        fields(Map.of("text", 10L, "trace", 9L, "tenant", 2L));
        labels(100);

        assertThat(events())
                .singleElement()
                .extracting(Event::kind, Event::message)
                .containsExactly(
                        Event.Kind.UNSEEN_FIELD,
                        "inputs have a field that none of the 1000 before had: one of an unusual"
                                + " name, 'trace'; the input schema does not name it: if programs"
                                + " are to use it, add it there");
        assertThat(wishes()).hasSize(before);
    }

    @Test
    void shouldBeginAnewWhenTheTaskListsOtherAnswersAsMany() throws Exception {
        traffic(1, 1_000, 1_000);
        deploy(deployment(2, 1, "{type: string, enum: [spam, ham, fraud]}"));
        traffic(1, 2_000, 0);
        traffic(1, 2_000, 0);

        assertThat(events()).as("the first answers were of other ones").isEmpty();
    }

    @Test
    void shouldSayWhenAnAnswerIsRightThatNeverWas() throws Exception {
        for (int i = 0; i < 98; i++) {
            label("ham");
        }
        int before = wishes().size();
        label("spam");
        label("spam");
        assertThat(events()).as("the task has an example of it").isEmpty();
        label("scam");
        label("scam");
        label("Erika Mustermann");
        label("Erika Mustermann");

        assertThat(events())
                .extracting(Event::kind, Event::message)
                .containsExactly(
                        tuple(
                                Event.Kind.UNSEEN_LABEL,
                                "'scam' is right, and was among none of the 102 labels before"),
                        tuple(
                                Event.Kind.UNSEEN_LABEL,
                                "an answer is right that the output schema does not list, unlike"
                                        + " the 104 before: if it is one, add it to the schema"));
        assertThat(wishes().size()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void shouldCountASampleOnceWhoseAnswerIsPutRight() throws Exception {
        labels(90);
        for (int i = 0; i < 20; i++) {
            correct("ham", "spam");
        }
        labels(10);
        correct("ham", "scam");
        correct("ham", "scam");

        assertThat(events())
                .extracting(Event::message)
                .containsExactly("'scam' is right, and was among none of the 102 labels before");
    }

    @Test
    void shouldSayNothingOfAnswersThatTheTaskDoesNotList() throws Exception {
        deploy(deployment(2, 1, "{type: string}"));
        told(of(1, 2_000, 0, 0, Map.of()), Map.of());
        told(of(1, 2_000, 2_000, 0, Map.of()), Map.of());
        for (int i = 0; i < 200; i++) {
            label("answer " + i);
        }
        assertThat(events()).isEmpty();
        fields(Map.of("subject", 1L));

        assertThat(events()).extracting(Event::kind).containsExactly(Event.Kind.UNSEEN_FIELD);
    }

    /** A hundred thousand requests each, in stretches of any size, from three subtasks. */
    @Test
    void shouldStaySilentOnStreamsThatStayTheSame() throws Exception {
        SplittableRandom random = new SplittableRandom(20260131);
        for (int run = 0; run < 20; run++) {
            double spam = 0.02 + 0.48 * random.nextDouble();
            int requests = 0;
            harness.close();
            harness = harness();
            harness.open();
            while (requests < 100_000) {
                int more = 1 + random.nextInt(500);
                long spams = 0;
                long subjects = 0;
                for (int i = 0; i < more; i++) {
                    spams += random.nextDouble() < spam ? 1 : 0;
                    subjects += random.nextDouble() < 0.05 ? 1 : 0;
                }
                Traffic.OfVersion of =
                        of(1, more, 0, 0, Map.of("spam", spams, "ham", more - spams));
                told(
                        of,
                        subjects == 0
                                ? Map.of("text", (long) more)
                                : Map.of("text", (long) more, "subject", subjects));
                label(random.nextDouble() < spam ? "spam" : "ham");
                requests += more;
            }
            assertThat(events()).as("run %d", run).isEmpty();
        }
    }

    private static KeyedTwoInputStreamOperatorTestHarness<
                    String, Tuple3<String, String, byte[]>, ControlMessage, OutputLine>
            harness() throws Exception {
        TaskFunction function =
                new TaskFunction(
                        Duration.ofDays(1),
                        DeploymentTrust.anybody(),
                        () -> List.of(ControlMessage.unsigned(deployment(1, 1, LISTED))));
        var harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                function, List.of(OracleFunction.DEPLOYMENTS)),
                        told -> told.f1,
                        message -> "spam",
                        Types.STRING);
        harness.setup();
        return harness;
    }

    private static Deployment deployment(long revision, int version, String outputSchema) {
        String source = "public final class P" + version + " {}";
        return new Deployment(
                "spam",
                revision,
                TaskFile.parse(
                        """
                        id: spam
                        description: Is it spam?
                        input_schema:  {type: object, properties: {text: {type: string}, subject: {type: string}}}
                        output_schema: %s
                        examples: [{input: {text: win}, output: spam}, {input: {text: hi}, output: ham}]
                        """
                                .formatted(outputSchema),
                        "spam.yaml"),
                List.of(
                        new LiveVersion(
                                version,
                                Stage.ACTIVE,
                                1,
                                LiveVersion.hashOf(source),
                                "ecj",
                                source)),
                null,
                Instant.EPOCH);
    }

    private void deploy(Deployment deployment) throws Exception {
        harness.processElement2(new StreamRecord<>(ControlMessage.unsigned(deployment)));
    }

    private static Traffic.OfVersion of(
            int version, long calls, long abstained, long errors, Map<String, Long> labels) {
        return new Traffic.OfVersion(
                version, calls, calls, abstained, errors, 0, 0, List.of(), labels);
    }

    private void traffic(int version, long spam, long ham) throws Exception {
        Map<String, Long> labels = new HashMap<>(Map.of("spam", spam, "ham", ham));
        labels.values().removeIf(count -> count == 0);
        told(of(version, spam + ham, 0, 0, labels), Map.of());
    }

    /** Of inputs that all have a text. */
    private void fields(Map<String, Long> fields) throws Exception {
        told(of(9, fields.getOrDefault("text", 1L), 0, 0, Map.of()), fields);
    }

    private void told(Traffic.OfVersion of, Map<String, Long> fields) throws Exception {
        Instant until = START.plusSeconds(10 * ++stretches);
        Traffic traffic = new Traffic("spam", 1, 0, until, List.of(of), fields);
        harness.processElement1(
                new StreamRecord<>(Tuple3.of(Message.TRAFFIC, "spam", Json.bytes(traffic))));
    }

    /** What the version has got right, and did not have to. */
    private void label(String output) throws Exception {
        validate(output, true, Draw.LEARN);
    }

    private void correct(String earlier, String now) throws Exception {
        Validation.Earlier before =
                new Validation.Earlier(Asked.text(earlier), Oracle.LABELS, List.of(1), START);
        validate(validation(now, true, Draw.LEARN).marked(true, before));
    }

    private void validate(String expected, boolean agrees, Draw draw) throws Exception {
        validate(validation(expected, agrees, draw));
    }

    private void validate(Validation validation) throws Exception {
        harness.processElement1(
                new StreamRecord<>(Tuple3.of(Message.VALIDATION, "spam", Json.bytes(validation))));
    }

    private Validation validation(String expected, boolean agrees, Draw draw) {
        return new Validation(
                "v" + validations++,
                "spam",
                1,
                Json.MAPPER.createObjectNode(),
                Asked.text("ham"),
                1.0,
                Asked.text(expected),
                agrees,
                null,
                null,
                1,
                Oracle.LABELS,
                draw,
                0.05,
                null,
                0,
                null,
                START,
                START);
    }

    private List<Regeneration> wishes() {
        return harness.extractOutputValues().stream()
                .map(line -> Json.read(line.line(), Regeneration.class))
                .toList();
    }

    private List<Event> events() {
        var lines = harness.getSideOutput(OracleFunction.EVENTS);
        return lines == null
                ? List.of()
                : lines.stream()
                        .map(line -> Json.read(line.getValue().line(), Event.class))
                        .toList();
    }
}
