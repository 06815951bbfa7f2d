package io.loopai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.sandbox.guest.Cost;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Type;

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
            boolean all = words[0].equals("extend") || words[0].equals("see");
            for (int i = 1; i < (all ? words.length : 2); i++) {
                for (String name : words[i].split(",")) {
                    if (!name.endsWith("*") && !exists(name)) {
                        missing.add(name);
                    }
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

    /** A cost that does not fit its call would make a program fail to load. */
    @Test
    void shouldCostOnlyWhatIsThere() throws Exception {
        for (String line : lines()) {
            if (!line.startsWith("cost ")) {
                continue;
            }
            String[] rule = line.split(" : ");
            String[] words = rule[0].split(" ");
            for (int i = 2; i < words.length; i++) {
                String member = words[i];
                boolean used = false;
                for (String name : words[1].split(",")) {
                    used |= fits(Class.forName(name), member, rule[1].split(" "));
                }
                // That of JDK 21.
                assertThat(used || member.startsWith("repeat("))
                        .as("%s of: %s", member, line)
                        .isTrue();
            }
        }
    }

    private boolean fits(Class<?> type, String member, String[] kind) throws Exception {
        boolean used = false;
        List<Executable> members = new ArrayList<>(List.of(type.getDeclaredMethods()));
        members.removeIf(method -> !Modifier.isPublic(method.getModifiers()));
        members.addAll(List.of(type.getConstructors()));
        for (Executable executable : members) {
            boolean constructor = executable instanceof Constructor;
            String descriptor =
                    constructor
                            ? Type.getConstructorDescriptor((Constructor<?>) executable)
                            : Type.getMethodDescriptor((Method) executable);
            List<String> cost =
                    allowlist.cost(
                            type.getName(),
                            constructor ? "new" : executable.getName(),
                            Verifier.parameters(descriptor));
            if (!List.of(kind).equals(cost)) {
                continue;
            }
            String name = constructor ? "new" : executable.getName();
            used |=
                    member.equals(name)
                            || member.equals(name + Verifier.parameters(descriptor))
                            || member.endsWith("*")
                                    && name.startsWith(member.substring(0, member.length() - 1));
            List<Class<?>> operands = new ArrayList<>();
            for (String operand : cost.subList(1, cost.size())) {
                if (operand.equals("all")) {
                    operands.add(Object.class);
                    continue;
                }
                Class<?> operandType =
                        operand.equals("receiver")
                                ? type
                                : executable
                                        .getParameterTypes()[
                                        Integer.parseInt(operand.substring(3))];
                operands.add(operandType == int.class ? int.class : Object.class);
                assertThat(operandType.isPrimitive()).isEqualTo(operandType == int.class);
            }
            if (kind[0].equals("result")) {
                assertThat(((Method) executable).getReturnType().isPrimitive()).isFalse();
                operands.add(Object.class);
            }
            assertThat(Cost.class.getMethod(kind[0], operands.toArray(new Class<?>[0])))
                    .isNotNull();
            assertThat(constructor && executable.getParameterCount() != 1).isFalse();
        }
        return used;
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
