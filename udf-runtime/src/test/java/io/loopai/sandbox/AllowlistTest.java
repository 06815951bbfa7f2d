package io.loopai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AllowlistTest {

    private final Allowlist allowlist = Allowlist.get();

    @Test
    void shouldDenyByDefault() {
        assertThat(allowlist.isVisible("sun.misc.Unsafe")).isFalse();
        assertThat(allowlist.isExtendable("java.lang.Thread")).isFalse();
        assertThat(allowlist.refusal("java.lang.Iterable2", "next", "()"))
                .isEqualTo(
                        "it is not among what programs may use: io.loopai.program and parts of"
                                + " java.lang, java.util, java.util.function and java.util.stream");
    }

    @Test
    void shouldTakeBackOneOverload() {
        assertThat(allowlist.refusal("java.lang.String", "getBytes", "(Charset)")).isNull();
        assertThat(allowlist.refusal("java.lang.String", "getBytes", "()"))
                .isEqualTo(
                        "the platform's charset differs between machines; name"
                                + " StandardCharsets.UTF_8");
    }

    @Test
    void shouldTakeBackFromEveryClass() {
        assertThat(allowlist.refusal("java.util.Arrays", "parallelSort", "(int[])"))
                .isEqualTo("programs have one thread; use the sequential form");
    }

    @Test
    void shouldAllowWhatIsNamedInAClassOfWhichTheRestIsRefused() {
        assertThat(allowlist.refusal("java.lang.System", "arraycopy", "(Object,int)")).isNull();
        assertThat(allowlist.refusal("java.lang.System", "exit", "(int)")).isNotNull();
    }

    @Test
    void shouldAllowTheWholeTextLibrary() {
        assertThat(allowlist.refusal("io.loopai.program.text.Tokens", "anything", "()")).isNull();
    }

    /** A class whose name is mistyped would be refused for ever without anybody noticing. */
    @Test
    void shouldNameOnlyClassesThatExist() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (String line : lines()) {
            String[] words = line.split(" : ")[0].split("\\s+");
            boolean one = words[0].equals("use") || words[0].equals("refuse");
            for (int i = 1; i < (one ? 2 : words.length); i++) {
                if (!words[i].endsWith("*") && !exists(words[i])) {
                    missing.add(words[i]);
                }
            }
        }
        // Those of JDK 21.
        missing.removeAll(
                Set.of(
                        "java.lang.MatchException",
                        "java.util.SequencedCollection",
                        "java.util.SequencedMap",
                        "java.util.SequencedSet"));
        assertThat(missing).isEmpty();
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = Allowlist.class.getResourceAsStream("allowlist.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static boolean exists(String name) {
        try {
            Class.forName(name, false, AllowlistTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
