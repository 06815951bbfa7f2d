package io.loopai.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InputTest {

    private final Input input = Input.of(fields());

    private static Map<String, Object> fields() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("body", "hello");
        fields.put("amount", 2.5);
        fields.put("count", 7L);
        fields.put("urgent", true);
        fields.put("tags", List.of("a", "b"));
        fields.put("mixed", Arrays.asList("a", 1L, null));
        fields.put("customer", Map.of("age", 40L, "address", Map.of("city", "Oslo")));
        fields.put("nothing", null);
        return fields;
    }

    @Test
    void shouldGiveFieldsByTheirType() {
        assertThat(input.text("body")).isEqualTo("hello");
        assertThat(input.number("amount")).isEqualTo(2.5);
        assertThat(input.number("count")).isEqualTo(7);
        assertThat(input.flag("urgent")).isTrue();
        assertThat(input.texts("tags")).containsExactly("a", "b");
        assertThat(input.list("mixed")).containsExactly("a", 1L, null);
        assertThat(input.object("customer").object("address").text("city")).isEqualTo("Oslo");
        assertThat(input.has("body")).isTrue();
        assertThat(input.has("nothing")).isFalse();
        assertThat(input.has("subject")).isFalse();
        assertThat(input.names()).containsExactlyInAnyOrderElementsOf(fields().keySet());
    }

    @Test
    void shouldNameTheFieldAndWhatIsWrongWithIt() {
        shouldRefuse(() -> input.text("subject"), "input field 'subject' is missing");
        shouldRefuse(() -> input.text("nothing"), "input field 'nothing' is null");
        shouldRefuse(() -> input.text("amount"), "input field 'amount' is a number, not text");
        shouldRefuse(() -> input.number("body"), "input field 'body' is text, not a number");
        shouldRefuse(() -> input.flag("tags"), "input field 'tags' is a list, not true or false");
        shouldRefuse(
                () -> input.list("urgent"), "input field 'urgent' is true or false, not a list");
        shouldRefuse(() -> input.object("body"), "input field 'body' is text, not an object");
        shouldRefuse(() -> input.text("customer"), "input field 'customer' is an object, not text");
        shouldRefuse(
                () -> input.texts("mixed"), "input field 'mixed' is a list, not a list of texts");
        shouldRefuse(
                () -> input.object("customer").object("address").text("street"),
                "input field 'customer.address.street' is missing");
    }

    @Test
    void shouldLetNobodyChangeARequest() {
        assertThatThrownBy(() -> input.list("mixed").set(0, "b"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> input.names().remove("body"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static void shouldRefuse(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(InputException.class).hasMessage(message);
    }
}
