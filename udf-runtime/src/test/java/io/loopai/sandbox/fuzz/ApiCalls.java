package io.loopai.sandbox.fuzz;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * Writes programs that call whatever the allowlist offers, with arguments small and huge and with
 * what earlier calls returned: attacks what calls of the JDK are charged.
 */
final class ApiCalls {

    private static final Map<Class<?>, String[]> LITERALS = new HashMap<>();

    static {
        literals(
                int.class,
                "0",
                "1",
                "-1",
                "7",
                "1000",
                "65536",
                "1000000",
                "(1 << 30)",
                "Integer.MAX_VALUE");
        literals(long.class, "0L", "5L", "-1L", "100000L", "(1L << 40)");
        literals(double.class, "0.5", "1e300", "-1.0", "0.0 / 0");
        literals(float.class, "0.5f", "1e30f");
        literals(char.class, "'a'", "' '", "'\\u03a3'", "'\\ud83d'");
        literals(boolean.class, "true", "false");
        literals(byte.class, "(byte) 7");
        literals(short.class, "(short) 7");
        literals(
                String.class,
                "text",
                "big",
                "\"a\"",
                "\"%s %99d\"",
                "\"%99999999.99999999f\"",
                "\"(a*)*b\"",
                "\"\\n\"");
        literals(CharSequence.class, "text", "big", "\"a\"", "builder");
        literals(
                Object.class,
                "text",
                "big",
                "list",
                "nested",
                "map",
                "Integer.valueOf(5)",
                "ints",
                "null");
        literals(Comparable.class, "text", "big", "Integer.valueOf(5)");
        literals(StringBuilder.class, "builder");
        literals(int[].class, "ints", "new int[3]");
        literals(long[].class, "new long[5000]");
        literals(double[].class, "new double[5000]");
        literals(char[].class, "big.toCharArray()");
        literals(byte[].class, "new byte[5000]");
        literals(Object[].class, "new Object[5000]", "new Object[] {text, big, list}", "objects");
        literals(String[].class, "new String[] {text, big}");
        literals(CharSequence[].class, "new CharSequence[] {text, big}");
        literals(Iterable.class, "list", "nested", "new LinkedList(list)");
        literals(
                java.util.Collection.class,
                "list",
                "nested",
                "new LinkedList(list)",
                "new HashSet(list)");
        literals(
                java.util.List.class,
                "list",
                "nested",
                "new LinkedList(list)",
                "List.of(text, big)");
        literals(java.util.ArrayList.class, "new ArrayList(list)");
        literals(java.util.LinkedList.class, "new LinkedList(list)");
        literals(java.util.Set.class, "new HashSet(list)", "new TreeSet(list)");
        literals(java.util.Map.class, "map", "new TreeMap()", "new LinkedHashMap(map)");
        literals(java.util.BitSet.class, "new BitSet(100)");
        literals(java.util.Locale.class, "Locale.ROOT");
        literals(
                java.util.Comparator.class,
                "Comparator.naturalOrder()",
                "((Comparator) ((x, y) -> 0))");
        literals(java.util.Iterator.class, "list.iterator()");
        literals(java.util.stream.Stream.class, "list.stream()", "Stream.of(list, nested)");
        literals(java.util.stream.IntStream.class, "IntStream.range(0, 100000)", "big.chars()");
        literals(java.util.stream.LongStream.class, "IntStream.range(0, 100000).asLongStream()");
        literals(
                java.util.stream.DoubleStream.class, "IntStream.range(0, 100000).asDoubleStream()");
        literals(
                java.util.stream.Collector.class,
                "Collectors.toList()",
                "Collectors.joining()",
                "Collectors.toSet()");
        literals(
                java.util.function.Function.class,
                "((Function) (x -> x))",
                "((Function) (x -> \"\" + x + x))",
                "((Function) (x -> list.stream()))");
        literals(java.util.function.UnaryOperator.class, "((UnaryOperator) (x -> \"\" + x + x))");
        literals(
                java.util.function.Predicate.class,
                "((Predicate) (x -> true))",
                "((Predicate) (x -> list.contains(x)))");
        literals(java.util.function.BiFunction.class, "((BiFunction) ((x, y) -> \"\" + x + y))");
        literals(
                java.util.function.BinaryOperator.class,
                "((BinaryOperator) ((x, y) -> \"\" + x + y))");
        literals(java.util.function.Supplier.class, "((Supplier) (() -> big))");
        literals(java.util.function.Consumer.class, "((Consumer) (x -> builder.append(x)))");
        literals(
                java.util.function.BiConsumer.class,
                "((BiConsumer) ((x, y) -> builder.append(x)))");
        literals(
                java.util.function.IntFunction.class,
                "((IntFunction) (i -> \"\" + i))",
                "((IntFunction) (i -> new int[i & 65535]))");
        literals(java.util.function.IntUnaryOperator.class, "((IntUnaryOperator) (i -> i + 1))");
        literals(java.util.function.IntPredicate.class, "((IntPredicate) (i -> i > 3))");
        literals(
                java.util.function.IntBinaryOperator.class,
                "((IntBinaryOperator) ((i, j) -> i + j))");
        literals(java.util.function.ToIntFunction.class, "((ToIntFunction) (x -> 1))");
        literals(java.util.function.ToLongFunction.class, "((ToLongFunction) (x -> 1))");
        literals(java.util.function.ToDoubleFunction.class, "((ToDoubleFunction) (x -> 1))");
        literals(java.util.function.IntConsumer.class, "((IntConsumer) (i -> builder.append(i)))");
        literals(Runnable.class, "((Runnable) (() -> builder.append(text)))");
        literals(io.loopai.program.Answer.class, "Answer.object().put(\"a\", 1)", "answer");
        literals(io.loopai.program.Input.class, "in");
        literals(io.loopai.program.text.Regex.class, "Regex.of(\"(a|b)+c\")");
    }

    private static final List<Executable> OFFERED = offered();

    private final Random random;
    private final Map<String, Class<?>> variables = new LinkedHashMap<>();
    private final StringBuilder body = new StringBuilder();

    ApiCalls(long seed) {
        this.random = new Random(seed);
    }

    /** A source whose class is called {@code Fuzz}. */
    String source() {
        int loops = random.nextInt(3);
        for (int i = 0; i < loops; i++) {
            body.append("for (int i")
                    .append(i)
                    .append(" = 0; i")
                    .append(i)
                    .append(" < ")
                    .append(pick("3", "40", "1000", "1000000"))
                    .append("; i")
                    .append(i)
                    .append("++) {\n");
        }
        for (int i = 2 + random.nextInt(10); i > 0; i--) {
            statement();
        }
        body.append("}\n".repeat(loops));
        StringBuilder source = new StringBuilder();
        for (String name :
                List.of(
                        "io.loopai.program",
                        "io.loopai.program.text",
                        "java.util",
                        "java.util.function",
                        "java.util.stream")) {
            source.append("import ").append(name).append(".*;\n");
        }
        source.append(
                "public final class Fuzz implements Program {\npublic Answer answer(Input in) {\n");
        source.append("final String text = in.text(\"text\");\n");
        source.append("final String big = \"ab c\".repeat(")
                .append(pick("3", "500", "20000"))
                .append(");\n");
        source.append("final List list = new ArrayList(Collections.nCopies(")
                .append(pick("5", "1000", "20000"))
                .append(", text));\n");
        source.append("for (int i = 0; i < 50; i++) list.set(i % list.size(), \"t\" + i);\n");
        source.append("final int[] ints = new int[").append(pick("3", "5000")).append("];\n");
        source.append("final Map map = new HashMap();\n");
        source.append("for (int i = 0; i < 200; i++) map.put(\"k\" + i, list);\n");
        source.append("final List nested = new ArrayList();\n");
        source.append("nested.add(list);\n");
        source.append("nested.add(map);\n");
        source.append("nested.add(big);\n");
        source.append("final Object[] objects = {nested, nested, nested};\n");
        source.append("final StringBuilder builder = new StringBuilder(big);\n");
        source.append("final Answer answer = Answer.object();\n");
        variables.forEach(
                (name, type) ->
                        source.append(type.getCanonicalName())
                                .append(' ')
                                .append(name)
                                .append(" = ")
                                .append(
                                        type.isPrimitive()
                                                ? type == boolean.class ? "false" : "0"
                                                : "null")
                                .append(";\n"));
        source.append(body);
        source.append("return Answer.of(builder.length() + \" \" + list.size());\n}\n}\n");
        return source.toString();
    }

    private void statement() {
        for (int attempt = 0; attempt < 20; attempt++) {
            Executable called = OFFERED.get(random.nextInt(OFFERED.size()));
            String call = call(called);
            if (call != null) {
                Class<?> type =
                        called instanceof Method method
                                ? method.getReturnType()
                                : called.getDeclaringClass();
                String target = "";
                if (type != void.class && Modifier.isPublic(type.getModifiers())) {
                    String name = "v" + variables.size();
                    variables.put(name, type);
                    target = name + " = ";
                }
                body.append("try { ")
                        .append(target)
                        .append(call)
                        .append("; } catch (RuntimeException e) { }\n");
                return;
            }
        }
    }

    private String call(Executable called) {
        String on;
        if (called instanceof Constructor) {
            on = "new " + called.getDeclaringClass().getCanonicalName();
        } else if (Modifier.isStatic(called.getModifiers())) {
            on = called.getDeclaringClass().getCanonicalName() + "." + called.getName();
        } else {
            String receiver = value(called.getDeclaringClass());
            if (receiver == null) {
                return null;
            }
            on = receiver + "." + called.getName();
        }
        List<String> arguments = new ArrayList<>();
        for (Class<?> type : called.getParameterTypes()) {
            String value = value(type);
            if (value == null) {
                return null;
            }
            arguments.add(value);
        }
        return on + "(" + String.join(", ", arguments) + ")";
    }

    private String value(Class<?> type) {
        List<String> fitting = new ArrayList<>();
        variables.forEach(
                (name, kind) -> {
                    if (type.isAssignableFrom(kind)) {
                        fitting.add(name);
                    }
                });
        if (!fitting.isEmpty() && random.nextInt(3) > 0) {
            return fitting.get(random.nextInt(fitting.size()));
        }
        String[] literals = LITERALS.get(type);
        if (literals == null) {
            return fitting.isEmpty() ? null : fitting.get(0);
        }
        return (type.isPrimitive() || type == String.class
                                ? ""
                                : "(" + type.getCanonicalName() + ") ")
                        .isEmpty()
                ? pick(literals)
                : "((" + type.getCanonicalName() + ") " + pick(literals) + ")";
    }

    private static List<Executable> offered() {
        ReferenceRule rule = new ReferenceRule();
        List<Executable> offered = new ArrayList<>();
        for (String name : new TreeSet<>(rule.classes())) {
            Class<?> type;
            try {
                type = Class.forName(name, false, ApiCalls.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                continue;
            }
            List<Executable> all = new ArrayList<>(List.of(type.getConstructors()));
            all.addAll(List.of(type.getMethods()));
            // In the order of reflection a seed would not mean the same in the next JVM.
            all.sort((one, other) -> one.toString().compareTo(other.toString()));
            for (Executable member : all) {
                boolean own = member.getDeclaringClass() == type;
                String called = member instanceof Constructor ? "new" : member.getName();
                if (own
                        && !(member instanceof Constructor
                                && Modifier.isAbstract(type.getModifiers()))
                        && rule.allows(
                                name,
                                called,
                                ReferenceRule.parameters(member.getParameterTypes()))) {
                    offered.add(member);
                }
            }
        }
        return offered;
    }

    private static void literals(Class<?> type, String... values) {
        LITERALS.put(type, values);
    }

    private String pick(String... items) {
        return items[random.nextInt(items.length)];
    }
}
