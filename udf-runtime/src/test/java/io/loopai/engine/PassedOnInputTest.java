package io.loopai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.engine.Outcome.Executed;
import io.loopai.engine.Outcome.Rejected;
import io.loopai.task.Json;
import io.loopai.task.JsonSchema;
import io.loopai.task.Stage;
import io.loopai.task.TaskFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What only passes through the engine arrives as it came. */
class PassedOnInputTest {

    private static final JsonSchema EXECUTION = JsonSchema.ofRecord("execution");

    private final Engine engine = engine();

    @Property(tries = 500)
    void shouldRecordAnyInputUnchangedOnOneLine(
            @ForAll("objects") Map<String, Object> input, @ForAll boolean pretty)
            throws IOException {
        Map<String, Object> request = Map.of("id", "r", "input", input, "output", input);
        byte[] bytes =
                pretty
                        ? Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(request)
                        : Json.bytes(request);

        Executed executed = (Executed) engine.execute(RawRecord.whole(bytes, "in", 0));

        JsonNode execution = Json.MAPPER.readTree(executed.execution());
        JsonNode expected = Json.MAPPER.readTree(bytes);
        assertThat(execution.get("input")).isEqualTo(expected.get("input"));
        assertThat(execution.get("label")).isEqualTo(expected.get("output"));
        assertThat(new String(executed.execution(), StandardCharsets.UTF_8)).doesNotContain("\n");
        assertThat(EXECUTION.problem(execution)).isEmpty();
    }

    @Property(tries = 1000)
    void shouldTurnAnyBytesIntoOneResultOrOneDeadLetter(@ForAll byte[] noise, @ForAll byte at) {
        byte[] request =
                "{\"id\":\"r\",\"input\":{\"text\":\"héllo\",\"n\":[1,{\"a\":null}]},\"version\":1}"
                        .getBytes(StandardCharsets.UTF_8);
        byte[] damaged = request.clone();
        int place = Math.floorMod(at, damaged.length);
        for (int i = 0; i < noise.length && place + i < damaged.length; i++) {
            damaged[place + i] = noise[i];
        }
        for (byte[] bytes : List.of(noise, damaged, Arrays.copyOf(request, place))) {
            Outcome outcome = engine.execute(RawRecord.whole(bytes, "in", 0));
            if (outcome instanceof Rejected rejected) {
                assertThat(rejected.deadLetter().value()).isEqualTo(bytes);
                assertThat(rejected.deadLetter().message()).isNotBlank();
            } else {
                assertThat(((Executed) outcome).result()).isNotEmpty();
            }
        }
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        Arbitrary<Object> leaf =
                Arbitraries.oneOf(
                        // Whole characters only: half of a surrogate pair is refused.
                        Arbitraries.strings().all().ofMaxLength(8).map(PassedOnInputTest::whole),
                        Arbitraries.longs().map(each -> each),
                        Arbitraries.doubles().map(each -> each),
                        Arbitraries.of(true, false).map(each -> each));
        Arbitrary<Object> nested =
                Arbitraries.lazyOf(
                        () -> leaf,
                        () -> leaf.list().ofMaxSize(3).map(each -> each),
                        () -> maps(leaf).map(each -> each));
        return maps(nested);
    }

    private static Arbitrary<Map<String, Object>> maps(Arbitrary<Object> values) {
        return Arbitraries.maps(
                        Arbitraries.strings().all().ofMaxLength(4).map(PassedOnInputTest::whole),
                        values)
                .ofMaxSize(4);
    }

    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static Engine engine() {
        Engine engine = new Engine(EngineOptions.of("any"), 0, Clock.systemUTC(), event -> {});
        String source = Deployments.answering("yes");
        engine.apply(
                Deployments.deployment(
                        TaskFile.parse(
                                "id: any\ninput_schema: {type: object}\noutput_schema: {type: string}\n",
                                "any.yaml"),
                        1,
                        Deployments.live(1, Stage.ACTIVE, 1, source)));
        assertThat(engine.tasks()).containsExactly("any");
        return engine;
    }
}
