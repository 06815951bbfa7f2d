package io.loopai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.sandbox.guest.Cost;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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
            if (words[0].equals("kind")) {
                continue;
            }
            boolean all = Set.of("extend", "see", "constant").contains(words[0]);
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

    /** Programs may not call what nobody has thought about: it might take for ever, at no cost. */
    @Test
    void shouldSayWhatEveryAllowedCallCosts() throws Exception {
        Set<String> silent = new TreeSet<>();
        for (String line : lines()) {
            String[] words = line.split(" : ")[0].split("\\s+");
            if (words[0].equals("use")) {
                for (Class<?> type : classes(words[1])) {
                    silent.addAll(silent(type, Arrays.asList(words)));
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    /** A class, or those of a package of the JDK or of ours; none that only a newer JDK has. */
    private static List<Class<?>> classes(String pattern) throws Exception {
        if (!pattern.endsWith(".*")) {
            return exists(pattern) ? List.of(Class.forName(pattern)) : List.of();
        }
        String folder = pattern.substring(0, pattern.length() - 2).replace('.', '/');
        boolean ours = folder.startsWith("io/");
        Path root =
                ours
                        ? Path.of(
                                Sandbox.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                        : FileSystems.getFileSystem(URI.create("jrt:/"))
                                .getPath("modules/java.base");
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file).toString().replace('/', '.');
                Class<?> type =
                        Class.forName(
                                name.substring(0, name.length() - 6),
                                false,
                                AllowlistTest.class.getClassLoader());
                if (Modifier.isPublic(type.getModifiers())) {
                    classes.add(type);
                }
            }
        }
        return classes;
    }

    private Set<String> silent(Class<?> type, List<String> members) {
        Set<String> silent = new TreeSet<>();
        List<Executable> all = new ArrayList<>(List.of(type.getDeclaredMethods()));
        all.addAll(List.of(type.getDeclaredConstructors()));
        for (Executable member : all) {
            boolean constructor = member instanceof Constructor;
            boolean callable =
                    Modifier.isPublic(member.getModifiers())
                            || Modifier.isProtected(member.getModifiers());
            String name = constructor ? "new" : member.getName();
            String descriptor =
                    constructor
                            ? Type.getConstructorDescriptor((Constructor<?>) member)
                            : Type.getMethodDescriptor((Method) member);
            String parameters = Verifier.parameters(descriptor);
            if (callable
                    && (members.contains("*") || members.contains(name))
                    && Allowlist.DEFAULT_ADVICE.equals(
                            allowlist.refusal(type.getName(), name, parameters))) {
                silent.add(type.getName() + " " + name + parameters);
            }
        }
        return silent;
    }

    /** The constructors are looked up elsewhere, because they need another one to end at. */
    @Test
    void shouldKnowTheConstructorsThatAreSwapped() throws Exception {
        for (String line : lines()) {
            if (!line.startsWith("swap ") || !line.endsWith(" : Sizes")) {
                continue;
            }
            String[] words = line.split(" : ")[0].split(" ");
            for (String name : words[1].split(",")) {
                int swapped = 0;
                for (Constructor<?> constructor : Class.forName(name).getConstructors()) {
                    String descriptor = Type.getConstructorDescriptor(constructor);
                    if (StandIns.ofConstructor(name.replace('.', '/'), descriptor) != null) {
                        swapped++;
                    }
                }
                assertThat(swapped).as(line).isEqualTo(words.length - 2);
            }
        }
    }

    /** A call of a method that is not there would fail when it is reached. */
    @Test
    void shouldHaveAMethodForEveryCallThatIsSwapped() throws Exception {
        for (String line : lines()) {
            if (!line.startsWith("swap ") || line.endsWith(" : Sizes")) {
                continue;
            }
            String[] words = line.split(" : ")[0].split(" ");
            for (String name : words[1].split(",")) {
                int swapped = 0;
                for (Method method : Class.forName(name).getDeclaredMethods()) {
                    String owner = name.replace('.', '/');
                    String descriptor = Type.getMethodDescriptor(method);
                    if (Modifier.isPublic(method.getModifiers())
                            && !method.isSynthetic()
                            && StandIns.of(owner, method.getName(), descriptor) != null) {
                        swapped++;
                    }
                }
                assertThat(swapped).as("calls of %s in: %s", name, line).isPositive();
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
            if (constructor) {
                assertThat(executable.getParameterCount()).isBetween(1, 3);
                // Three are charged one by one.
                int charged =
                        executable.getParameterCount() == 3 ? 1 : executable.getParameterCount();
                assertThat(operands).hasSize(charged);
            }
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
