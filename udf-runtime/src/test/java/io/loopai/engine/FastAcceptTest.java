package io.loopai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Json;
import io.loopai.task.JsonSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FastAcceptTest {

    @Property(tries = 5000)
    void shouldNeverAcceptWhatTheValidatorRefuses(
            @ForAll("schemas") String schema, @ForAll("values") Object value) throws Exception {
        JsonNode node = Json.MAPPER.readTree(schema);
        if (FastAccept.of(node).accepts(value)) {
            assertThat(JsonSchema.compile(node).problem(Json.MAPPER.valueToTree(value)))
                    .as("%s against %s", value, schema)
                    .isEmpty();
        }
    }

    @Test
    void shouldAcceptOrdinaryRequestsWithoutAskingTheValidator() throws Exception {
        FastAccept accept =
                FastAccept.of(
                        Json.MAPPER.readTree(
                                """
                                {"type":"object","required":["text"],"properties":{
                                  "text":{"type":"string","maxLength":5},
                                  "n":{"type":"integer","minimum":0},
                                  "kind":{"type":"string","enum":["a","b"]},
                                  "tags":{"type":"array","items":{"type":"string"}}}}"""));

        assertThat(
                        accept.accepts(
                                Map.of(
                                        "text",
                                        "hello",
                                        "n",
                                        3L,
                                        "kind",
                                        "a",
                                        "tags",
                                        List.of("x"))))
                .isTrue();
        assertThat(accept.accepts(Map.of("text", "hello", "n", -1L))).isFalse();
        assertThat(accept.accepts(Map.of("n", 1L))).isFalse();
        assertThat(accept.accepts(Map.of("text", "too long"))).isFalse();
    }

    @Provide
    Arbitrary<String> schemas() {
        Arbitrary<String> leaf =
                Arbitraries.of(
                        "{\"type\":\"string\"}",
                        "{\"type\":\"string\",\"enum\":[\"a\",\"bb\"]}",
                        "{\"type\":\"string\",\"minLength\":2,\"maxLength\":3}",
                        "{\"type\":\"integer\",\"minimum\":1}",
                        "{\"type\":\"integer\",\"maximum\":9007199254740992}",
                        "{\"type\":\"number\",\"minimum\":-1,\"maximum\":2.5}",
                        "{\"type\":\"boolean\",\"title\":\"x\"}",
                        "{\"type\":[\"string\",\"null\"]}",
                        "{\"type\":\"string\",\"pattern\":\"^a\"}",
                        "{\"type\":\"number\",\"exclusiveMinimum\":1}",
                        "{\"enum\":[1]}",
                        "{}");
        Arbitrary<String> list = leaf.map(item -> "{\"type\":\"array\",\"items\":" + item + "}");
        Arbitrary<String> any = Arbitraries.oneOf(leaf, list);
        Arbitrary<String> object =
                Combinators.combine(any, any, Arbitraries.of("", "\"a\"", "\"a\",\"b\""), bools())
                        .as(
                                (a, b, required, open) ->
                                        "{\"type\":\"object\",\"properties\":{\"a\":"
                                                + a
                                                + ",\"b\":"
                                                + b
                                                + "},\"required\":["
                                                + required
                                                + "],\"additionalProperties\":"
                                                + open
                                                + "}");
        return Arbitraries.oneOf(any, object);
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> leaf =
                Arbitraries.of(
                        Arrays.asList(
                                "a",
                                "bb",
                                "ccc",
                                "dddd",
                                "",
                                "\uD83D\uDE00",
                                0L,
                                1L,
                                2.5,
                                -7.25,
                                9007199254740993L,
                                true,
                                false,
                                null));
        Arbitrary<Object> list = leaf.list().ofMaxSize(3).map(values -> values);
        Arbitrary<Object> any = Arbitraries.oneOf(leaf, list);
        Arbitrary<Object> object =
                Arbitraries.maps(Arbitraries.of("a", "b", "c"), any).ofMaxSize(3).map(map -> map);
        return Arbitraries.oneOf(any, object);
    }

    private static Arbitrary<Boolean> bools() {
        return Arbitraries.of(true, false);
    }
}
