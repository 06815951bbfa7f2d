package io.loopai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Type;

/** Writes docs/program-api.md from the allowlist, and holds it to that. */
class ProgramApiPageTest {

    private static final Path PAGE = Path.of("..", "docs", "program-api.md");

    private static final String REGENERATE =
            "./mvnw -q -pl udf-runtime -am test -Dtest=ProgramApiPageTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dloopai.write_docs=true";

    private static final String FREE = "free";

    private final Allowlist allowlist = Allowlist.get();

    /** A method, constructor or field, and what the allowlist says of it. */
    private record Member(String name, String parameters, String verdict) {}

    @BeforeEach
    void newerJdksHaveMore() {
        assumeTrue(
                Runtime.version().feature() == 17,
                "the page lists what the classes of JDK 17 have");
    }

    @Test
    void shouldSayWhatTheAllowlistSays() throws IOException {
        if (Boolean.getBoolean("loopai.write_docs")) {
            Files.writeString(PAGE, page());
        }

        assertThat(PAGE).as("docs/program-api.md; write it with: %s", REGENERATE).exists();
        assertThat(Files.readString(PAGE))
                .as("docs/program-api.md is stale; write it anew with: %s", REGENERATE)
                .isEqualTo(page());
    }

    @Test
    void shouldHaveWordsForEveryCost() throws IOException {
        assertThat(rules("cost").map(rule -> rule.split(" : ")[1].split(" ")[0]))
                .allSatisfy(kind -> assertThat(allowlist.words(kind)).as(kind).isNotNull());
        assertThat(rules("swap").map(rule -> guest(rule.split(" : ")[1])))
                .allSatisfy(guest -> assertThat(allowlist.words(guest)).as(guest).isNotNull());
    }

    private String page() throws IOException {
        return """
                # What a program may use

                Whatever is not on this page is refused when a program is added, with the line of the source.
                How to write a program is told in [Writing programs](writing-programs.md).

                A call takes as long as its operands are large, so it costs **steps** and **memory** of the
                record's budget, which are counted before the call is made, or after it where only the result tells. *Free* calls cost nothing. What a
                class inherits is listed at the class that declares it. A method is named without parameters
                where that stands for all methods of that name, and `new` stands for the constructors.

                """
                + sections()
                + """
                ## To extend and implement

                Classes and lambdas of a program may extend or implement its own types and these:

                """
                + rules("extend").map(ProgramApiPageTest::names).collect(Collectors.joining(", "))
                + """
                .

                ## To keep in fields

                Static fields may hold texts, numbers, enums, arrays, collections, lambdas, the program's own
                objects, compiled patterns, and objects of these classes; once the static initialisers have
                run, none of it can change:

                """
                + rules("constant").map(ProgramApiPageTest::names).collect(Collectors.joining(", "))
                + """
                .

                ## To name in casts and catches

                """
                + rules("see")
                        .filter(rule -> !rule.contains("invoke") && !rule.contains("constant"))
                        .map(ProgramApiPageTest::names)
                        .collect(Collectors.joining(", "))
                + """
                .

                ## Refused, and what to do instead

                """
                + refused()
                + "\nThis page is written from "
                + "[`allowlist.txt`](../udf-runtime/src/main/resources/io/loopai/sandbox/allowlist.txt): "
                + "`"
                + REGENERATE
                + "`\n";
    }

    private String sections() throws IOException {
        StringBuilder out = new StringBuilder();
        String section = "";
        for (String line : lines()) {
            if (line.startsWith("# --- ")) {
                section = line.substring(6);
            } else if (line.startsWith("use ")) {
                String classes = describe(line.split(" ")[1]);
                if (!classes.isEmpty() && !section.isEmpty()) {
                    out.append("## ").append(capital(section)).append("\n\n");
                    section = "";
                }
                out.append(classes);
            }
        }
        return out.toString();
    }

    private String describe(String name) throws IOException {
        if (name.endsWith(".*")) {
            String prefix = name.substring(0, name.length() - 1);
            TreeSet<String> charged = new TreeSet<>();
            rules("cost")
                    .flatMap(rule -> List.of(rule.split(" ")[1].split(",")).stream())
                    .filter(type -> type.startsWith(prefix))
                    .forEach(charged::add);
            StringBuilder out =
                    new StringBuilder(
                            "All classes of `" + prefix.substring(0, prefix.length() - 1) + "`");
            out.append(charged.isEmpty() ? ".\n\n" : ", of which these have costs:\n\n");
            for (String type : charged) {
                out.append(describe(type));
            }
            return out.toString();
        }
        Class<?> type;
        try {
            type = Class.forName(name, false, ProgramApiPageTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            // One of a newer JDK.
            return "";
        }
        Map<String, List<String>> members = byVerdict(members(type));
        if (members.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("### " + name.replace('$', '.') + "\n\n");
        members.forEach(
                (verdict, names) ->
                        out.append("- ")
                                .append(verdict)
                                .append(": ")
                                .append(String.join(", ", names))
                                .append('\n'));
        return out.append('\n').toString();
    }

    /** The names by what is said of them, with parameters where overloads differ in that. */
    private static Map<String, List<String>> byVerdict(List<Member> members) {
        Map<String, TreeSet<String>> verdicts = new TreeMap<>();
        members.forEach(
                member ->
                        verdicts.computeIfAbsent(member.name, key -> new TreeSet<>())
                                .add(member.verdict));
        Map<String, TreeSet<String>> grouped =
                new TreeMap<>(
                        Comparator.comparing((String verdict) -> !verdict.equals(FREE))
                                .thenComparing(verdict -> verdict.startsWith("refused"))
                                .thenComparing(Comparator.naturalOrder()));
        for (Member member : members) {
            boolean one = verdicts.get(member.name).size() == 1;
            String shown = "`" + member.name + (one ? "" : member.parameters) + "`";
            grouped.computeIfAbsent(member.verdict, key -> new TreeSet<>()).add(shown);
        }
        Map<String, List<String>> names = new LinkedHashMap<>();
        grouped.forEach((verdict, shown) -> names.put(verdict, List.copyOf(shown)));
        return names;
    }

    private List<Member> members(Class<?> type) {
        List<Member> members = new ArrayList<>();
        for (Constructor<?> constructor : type.getConstructors()) {
            add(members, type, "new", Type.getConstructorDescriptor(constructor));
        }
        for (Method method : type.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
                add(members, type, method.getName(), Type.getMethodDescriptor(method));
            }
        }
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers())) {
                add(members, type, field.getName(), "");
            }
        }
        return members;
    }

    private void add(List<Member> members, Class<?> type, String name, String descriptor) {
        String parameters = descriptor.isEmpty() ? "" : Verifier.parameters(descriptor);
        String refusal = allowlist.refusal(type.getName(), name, parameters);
        if (refusal != null && refusal.startsWith("it is not among")) {
            return;
        }
        String verdict = refusal != null ? "refused (" + refusal + ")" : FREE;
        List<String> cost = allowlist.cost(type.getName(), name, parameters);
        String guest = allowlist.standIn(type.getName(), name, parameters);
        if (refusal == null && guest != null) {
            verdict = allowlist.words(guest(guest));
        } else if (refusal == null && cost != null) {
            verdict = allowlist.words(cost.get(0));
        }
        members.add(new Member(name, parameters, verdict));
    }

    private String refused() throws IOException {
        Map<String, Collection<String>> byAdvice = new LinkedHashMap<>();
        rules("refuse")
                .forEach(
                        rule -> {
                            String[] parts = rule.split(" : ", 2);
                            String[] words = parts[0].split(" ");
                            for (String name : words[1].split(",")) {
                                for (int i = 2; i < words.length; i++) {
                                    byAdvice.computeIfAbsent(parts[1], key -> new ArrayList<>())
                                            .add(refusedName(name, words[i]));
                                }
                            }
                        });
        return "| refused | because, and instead |\n|---|---|\n"
                + byAdvice.entrySet().stream()
                        .map(
                                entry ->
                                        "| "
                                                + String.join(", ", entry.getValue())
                                                + " | "
                                                + entry.getKey()
                                                + " |\n")
                        .collect(Collectors.joining());
    }

    private static String refusedName(String type, String member) {
        String shown = type.replace('$', '.');
        if (type.equals("*")) {
            return "`" + member + "` of any class";
        }
        return member.equals("*") ? "`" + shown + "`" : "`" + shown + "." + member + "`";
    }

    private static String names(String rule) {
        return List.of(rule.split(" ")).stream()
                .skip(1)
                .map(name -> "`" + name.replace('$', '.') + "`")
                .collect(Collectors.joining(", "));
    }

    private static String guest(String standIn) {
        return standIn.split("\\.")[0];
    }

    private static String capital(String title) {
        return Character.isLowerCase(title.charAt(0)) && !title.startsWith("java.")
                ? Character.toUpperCase(title.charAt(0)) + title.substring(1)
                : title;
    }

    private static Stream<String> rules(String word) throws IOException {
        return lines().stream().filter(line -> line.startsWith(word + " "));
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = Allowlist.class.getResourceAsStream("allowlist.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
