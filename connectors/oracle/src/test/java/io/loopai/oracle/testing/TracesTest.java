package io.loopai.oracle.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracesTest {

    private static final String SECRET = "Größe der Quibbelzange: x77y";
    private static final byte[] BYTES =
            ("{\"text\":\"" + SECRET + "\"}").getBytes(StandardCharsets.UTF_8);

    @Test
    void shouldFindTextsWhateverTheyAreWrappedIn() {
        String base64 = Base64.getEncoder().encodeToString(BYTES);

        assertThat(found(SECRET)).contains("quibbe", "lzange", "x77y");
        assertThat(found("{\\\"a\\\":\\\"Gr\\u00f6\\u00dfe\\nQuibbelzange x77y\\\"}"))
                .contains("quibbe", "x77y");
        assertThat(found("a=" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8)))
                .contains("quibbe", "x77y");
        assertThat(found("a=" + base64)).contains("quibbe", "x77y");
        assertThat(found("ab" + base64 + "/c")).contains("quibbe");
        assertThat(
                        found(
                                "X-Input: "
                                        + Base64.getUrlEncoder()
                                                .withoutPadding()
                                                .encodeToString(BYTES)))
                .contains("quibbe", "x77y");
        assertThat(found(HexFormat.of().formatHex(BYTES))).contains("quibbe", "x77y");
        assertThat(found("a=" + URLEncoder.encode(base64, StandardCharsets.UTF_8)))
                .contains("quibbe", "x77y");
        assertThat(found("How large are the pliers?")).isEmpty();
    }

    private static List<String> found(String sent) {
        return Traces.in(sent).of(List.of(SECRET));
    }
}
