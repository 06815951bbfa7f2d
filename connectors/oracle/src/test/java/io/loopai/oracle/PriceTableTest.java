package io.loopai.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceTableTest {

    @TempDir Path folder;

    @Test
    void shouldKnowAVersionOfAModelByItsDate() {
        PriceTable prices = PriceTable.standard();

        assertThat(prices.of("gpt-4o-2024-08-06")).isEqualTo(prices.of("gpt-4o"));
        assertThat(prices.of("claude-sonnet-4-5-20250929"))
                .isEqualTo(prices.of("claude-sonnet-4-5"));
        assertThat(prices.of("gpt-4o-2024-05-13")).isEqualTo(new Price(5, 15));
        assertThat(prices.knows("gpt-4o-2024-08-06")).isTrue();
        assertThat(prices.knows("gpt-4o-something")).isFalse();
        assertThat(prices.of("gpt-4o-something")).isEqualTo(new Price(30, 75));
    }

    @Test
    void shouldLetTheUsersFileGoFirst() throws IOException {
        PriceTable prices =
                PriceTable.standard()
                        .with(
                                file(
                                        "{\"gpt-4o\": {\"input\": 1, \"output\": 2},"
                                                + " \"mine\": {\"input\": 0, \"output\": 0}}"));

        assertThat(prices.of("gpt-4o")).isEqualTo(new Price(1, 2));
        assertThat(prices.of("mine").of(1_000_000, 1_000_000)).isZero();
        assertThat(prices.of("o3")).isEqualTo(PriceTable.standard().of("o3"));
    }

    @Test
    void shouldSayWhatIsNoPriceTable() throws IOException {
        Path missing = folder.resolve("no.json");
        assertRefused(
                missing,
                ": no such file; name a file such as {\"my-model\": {\"input\": 0.5, \"output\":"
                        + " 1.5}}");
        assertRefused(
                file("gpt-4o: 1"),
                ": is no JSON; write prices such as {\"my-model\": {\"input\": 0.5, \"output\":"
                        + " 1.5}}");
        assertRefused(
                file("[]"),
                ": must be an object such as {\"my-model\": {\"input\": 0.5, \"output\": 1.5}}");
        assertRefused(
                file("{\"mine\": {\"input\": \"1\", \"output\": 2}}"),
                ": mine: 'input' must be a number of USD per million tokens, 0 or more");
        assertRefused(
                file("{\"mine\": {\"input\": 1}}"),
                ": mine: 'output' must be a number of USD per million tokens, 0 or more");
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> PriceTable.standard().with(file))
                .isInstanceOf(LlmException.class)
                .hasMessage(file + message);
    }

    private Path file(String json) throws IOException {
        return Files.writeString(folder.resolve("prices.json"), json);
    }
}
