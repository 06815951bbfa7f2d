package io.loopai.sandbox.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Writes random well-typed programs that end: the same seed and dialect give the same source.
 *
 * <pre>{@code
 * String source = new ProgramGenerator(42, Dialect.MODERN).source();
 * }</pre>
 *
 * <p>Loops are counted, helper methods call earlier ones only, texts are clipped and builders
 * emptied, so that a program takes thousands of steps, not millions. Every statement stands on a line
 * of its own, which the {@link Shrinker} relies on. What a program computes it appends to {@code
 * out}, which is its answer, so that a difference anywhere shows.
 */
final class ProgramGenerator {

    /** Which of Java's constructs may be used. */
    enum Dialect {
        /**
         * What Janino compiles. It refuses generics without casts, lambdas, records, switch
         * expressions, multi-catch, pattern matching, and {@code null} in a constant concatenation.
         * It compiles wrongly, which is why programs for it must not have them: {@code finally}
         * (runs twice; the sandbox refuses it), the value of a compound assignment such as {@code
         * f(n += 2)} (gives up, or its class is refused by the JVM), and casts of long, float and
         * double to char (negative from 0x8000 on; cast to int first).
         */
        JANINO,
        /** Java 17, as ECJ and javac compile it. */
        MODERN
    }

    private enum Kind {
        INT("int", "0"),
        LONG("long", "0"),
        DOUBLE("double", "0"),
        BOOLEAN("boolean", "false"),
        CHAR("char", "'?'"),
        BYTE("byte", "0"),
        SHORT("short", "0"),
        TEXT("String", "\"\""),
        INTS("int[]", null),
        TEXTS("String[]", null),
        BUILDER("StringBuilder", null),
        LIST("List", null),
        MAP("Map", null),
        NODE("Node", null);

        private final String type;

        /** What a variable may start with; null when programs had better not see that. */
        private final String blank;

        Kind(String type, String blank) {
            this.type = type;
            this.blank = blank;
        }
    }

    private record Variable(String name, Kind kind, boolean assignable) {}

    private record Helper(String name, Kind result, List<Kind> parameters) {}

    private static final Kind[] VALUES = {
        Kind.INT, Kind.INT, Kind.LONG, Kind.DOUBLE, Kind.BOOLEAN, Kind.CHAR, Kind.TEXT, Kind.TEXT
    };
    private static final Kind[] LOCALS = {
        Kind.INT, Kind.INT, Kind.LONG, Kind.DOUBLE, Kind.BOOLEAN, Kind.CHAR, Kind.BYTE, Kind.SHORT,
        Kind.TEXT, Kind.TEXT, Kind.INTS, Kind.TEXTS, Kind.BUILDER, Kind.LIST, Kind.MAP, Kind.NODE
    };
    private static final String[] INTS = {
        "0",
        "1",
        "2",
        "3",
        "5",
        "7",
        "-1",
        "31",
        "33",
        "100",
        "1000003",
        "0x7fffffff",
        "-2147483648",
        "0b101",
        "1_000",
        "017",
        "'a'"
    };
    private static final String[] LONGS = {
        "0L", "1L", "-1L", "63L", "4294967296L", "9223372036854775807L", "-9223372036854775808L"
    };
    private static final String[] DOUBLES = {
        "0.0", "-0.0", "1.5", "-2.25", "1e10", "0.1", "1.0 / 0", "0.0 / 0.0", "4.9e-324", "3e300"
    };
    private static final String[] CHARS = {"'a'", "'Z'", "' '", "'0'", "'\\n'", "'\\u00e4'", "','"};
    private static final String[] TEXTS = {
        "\"\"",
        "\"a\"",
        "\"Free\"",
        "\"a,b,,c\"",
        "\"12\"",
        "\"-7\"",
        "\"x y z\"",
        "\"\\u00df\\t\\\"\"",
        "text",
        "((String) null)"
    };

    private final Random random;
    private final Dialect dialect;
    private final long seed;
    private final StringBuilder source = new StringBuilder();
    private final List<Variable> scope = new ArrayList<>();
    private final List<Helper> helpers = new ArrayList<>();
    private int indent;
    private int names;
    private int loops;
    private int breakable;
    private int calls;
    private int statementsLeft;

    ProgramGenerator(long seed, Dialect dialect) {
        this.seed = seed;
        this.random = new Random(seed);
        this.dialect = dialect;
    }

    /** A source whose class is called {@code Fuzz}. */
    String source() {
        line("// seed " + seed + ", " + dialect);
        line("import io.loopai.program.*;");
        line("import java.util.*;");
        if (modern()) {
            line("import java.util.function.*;");
            line("import java.util.stream.*;");
        }
        open("public final class Fuzz implements Program {");
        tables();
        nested();
        line(
                "static String clip(String s) { return s == null ? \"nil\" : s.length() > 40 ? s.substring(0, 40) : s; }");
        line(
                "static void add(StringBuilder b, Object s) { if (b.length() > 3000) { b.setLength(100); }"
                        + " b.append(s).append(' '); }");
        // What differs between compilers by design: names of variables and of class loaders.
        line(
                "static String why(RuntimeException e) { return e instanceof NullPointerException ? \"NPE\""
                        + " : e instanceof ClassCastException ? \"CCE\" : e.toString(); }");
        line(
                "static int depth(int n, int m) { return n <= 0 ? m : depth(n - 1, m * 31 + n) + (m & 1); }");
        for (int i = between(1, 4); i > 0; i--) {
            helper();
        }
        open("public Answer answer(Input in) {");
        line("StringBuilder out = new StringBuilder();");
        line("String text = in.text(\"text\");");
        line("int size = text.length();");
        scope.add(new Variable("text", Kind.TEXT, false));
        scope.add(new Variable("size", Kind.INT, true));
        calls = 6;
        statementsLeft = between(10, 40);
        body(0);
        for (Variable variable : scope) {
            line(trace(variable));
        }
        line(
                "return Answer.of(clip(out.toString()) + out.length() + \" \" + out.toString().hashCode());");
        close();
        close();
        return source.toString();
    }

    private void tables() {
        line("static final int[] TABLE = {" + join(between(1, 6), () -> pick(INTS)) + "};");
        line("static final String[] WORDS = {" + join(between(1, 4), () -> pick(TEXTS, 8)) + "};");
        line("static final int LIMIT = " + pick(INTS) + ";");
        line("static final long SALT = " + pick(LONGS) + ";");
        line("static final double RATE = " + pick(DOUBLES) + ";");
        line("static final String NAME = " + pick(TEXTS, 8) + " + LIMIT + RATE;");
        line("static final Map COUNTS = new HashMap();");
        line(
                "static { for (int i = 0; i < WORDS.length; i++) { COUNTS.put(WORDS[i], Integer.valueOf(i)); } }");
    }

    private void nested() {
        open("static final class Node {");
        line("final int value;");
        line("final Node next;");
        line("String name = \"n\";");
        line("long total = SALT;");
        line(
                "Node(int value, Node next) { this.value = value; this.next = next; this.total += value; }");
        line(
                "int sum() { int s = 0; for (Node n = this; n != null; n = n.next) { s += n.value; } return s; }");
        line(
                "public String toString() { return name + value + (next == null ? \".\" : \"+\") + total; }");
        close();
        open("interface Shape {");
        line("int area(int side);");
        close();
        open("static class Square implements Shape {");
        line("protected int calls;");
        line("public int area(int side) { calls++; return side * side; }");
        line("int twice(int side) { return area(side) + area(side); }");
        close();
        open("static class Cube extends Square {");
        line("public int area(int side) { return super.area(side) * side + calls; }");
        close();
        if (modern()) {
            line(
                    "enum Level { LOW, MID { int weight() { return 5; } }, HIGH; int weight() { return ordinal() + 1; } }");
            line(
                    "record Pair(String name, int weight) { Pair { if (weight == 13) { throw new IllegalArgumentException(name); } } }");
            line(
                    "sealed interface Token permits Word, Num { default String show() { return \"<\" + this + \">\"; } }");
            line("record Word(String text) implements Token { }");
            line(
                    "record Num(int n) implements Token { public String show() { return \"#\" + n; } }");
            line(
                    "static <T extends Comparable<T>> T larger(T a, T b) { return a.compareTo(b) >= 0 ? a : b; }");
        }
    }

    private void helper() {
        List<Kind> parameters = new ArrayList<>();
        StringBuilder declared = new StringBuilder("StringBuilder out");
        int outer = scope.size();
        for (int i = between(0, 3); i > 0; i--) {
            Kind kind = pick(VALUES);
            String name = fresh();
            parameters.add(kind);
            declared.append(", ").append(kind.type).append(' ').append(name);
            scope.add(new Variable(name, kind, true));
        }
        Kind result = pick(VALUES);
        String name = "help" + helpers.size();
        open("static " + result.type + " " + name + "(" + declared + ") {");
        line("String text = WORDS[0];");
        scope.add(new Variable("text", Kind.TEXT, false));
        calls = 2;
        statementsLeft = between(2, 8);
        body(1);
        line("return " + expression(result, 3) + ";");
        close();
        truncate(outer);
        helpers.add(new Helper(name, result, parameters));
    }

    private void body(int depth) {
        int outer = scope.size();
        int count = between(1, depth == 0 ? 14 : 4);
        for (int i = 0; i < count && statementsLeft > 0; i++) {
            statementsLeft--;
            statement(depth);
        }
        if (depth > 0) {
            truncate(outer);
        }
    }

    private void statement(int depth) {
        boolean guarded = random.nextInt(depth == 0 ? 2 : 4) == 0;
        int outer = scope.size();
        if (guarded) {
            open("try {");
        }
        anyStatement(depth);
        if (guarded) {
            truncate(outer);
            indent--;
            open("} catch (RuntimeException e" + names + ") {");
            line("add(out, why(e" + names++ + "));");
            close();
        }
    }

    private void anyStatement(int depth) {
        int choice = random.nextInt(depth > 3 ? 11 : modern() ? 28 : 22);
        switch (choice) {
            case 0, 1, 2, 3 -> declare(pick(LOCALS));
            case 4, 5 -> assign();
            case 6, 7 -> compound();
            case 8, 9 -> line("add(out, " + expression(pick(VALUES), 3) + ");");
            case 10 -> mutate();
            case 11, 12 -> condition(depth);
            case 13, 14 -> loop(depth);
            case 15 -> whileLoop(depth);
            case 16 -> intSwitch(depth);
            case 17 -> textSwitch(depth);
            case 18 -> tryCatch(depth);
            case 19 -> labelled(depth);
            case 20 -> jump();
            case 21 -> shapes();
            case 22 -> forEach(depth);
            case 23 -> tryFinally(depth);
            case 24 -> lambda();
            case 25 -> stream();
            case 26 -> switchExpression();
            default -> records();
        }
    }

    private void declare(Kind kind) {
        String value = expression(kind, 3);
        String name = fresh();
        boolean inferred =
                modern()
                        && random.nextInt(6) == 0
                        && !value.equals("null")
                        && kind != Kind.BYTE
                        && kind != Kind.SHORT
                        && kind != Kind.CHAR
                        && kind != Kind.INT;
        String type = kind.type;
        if (modern() && kind == Kind.LIST) {
            type = "List<String>";
        } else if (modern() && kind == Kind.MAP) {
            type = "Map<String, Integer>";
        } else if (inferred && (kind == Kind.LONG || kind == Kind.DOUBLE || kind == Kind.TEXT)) {
            // A conversion or a cast keeps the type what the generator believes it to be.
            value = "(" + kind.type + ") (" + value + ")";
            type = "var";
        }
        if (kind.blank != null && !type.equals("var") && random.nextInt(4) > 0) {
            line(type + " " + name + " = " + kind.blank + ";");
            line(
                    "try { "
                            + name
                            + " = "
                            + value
                            + "; } catch (RuntimeException e"
                            + names
                            + ") { add(out, why(e"
                            + names++
                            + ")); }");
        } else {
            line(type + " " + name + " = " + value + ";");
        }
        scope.add(new Variable(name, kind, true));
    }

    private void assign() {
        Variable target = variable(pick(LOCALS), true);
        if (target != null) {
            line(target.name() + " = " + expression(target.kind(), 3) + ";");
        } else {
            declare(pick(VALUES));
        }
    }

    private void compound() {
        Kind kind =
                pick(
                        Kind.INT,
                        Kind.LONG,
                        Kind.DOUBLE,
                        Kind.CHAR,
                        Kind.BYTE,
                        Kind.SHORT,
                        Kind.BOOLEAN);
        Variable target = variable(kind, true);
        if (target == null) {
            declare(kind);
        } else if (kind == Kind.BOOLEAN) {
            line(target.name() + pick(" &= ", " |= ", " ^= ") + expression(Kind.BOOLEAN, 2) + ";");
        } else if (random.nextInt(3) == 0) {
            line(
                    random.nextBoolean()
                            ? target.name() + pick("++;", "--;")
                            : pick("++", "--") + target.name() + ";");
        } else if (kind == Kind.DOUBLE) {
            line(
                    target.name()
                            + pick(" += ", " -= ", " *= ", " /= ")
                            + expression(numeric(), 2)
                            + ";");
        } else if (random.nextInt(4) == 0) {
            line(
                    target.name()
                            + pick(" <<= ", " >>= ", " >>>= ")
                            + expression(pick(Kind.INT, Kind.LONG), 2)
                            + ";");
        } else {
            // With an operand of any numeric type: the implied narrowing cast is what is tested.
            Kind operand = modern() || kind != Kind.CHAR ? numeric() : Kind.INT;
            line(
                    target.name()
                            + pick(" += ", " -= ", " *= ", " /= ", " %= ")
                            + expression(operand, 2)
                            + ";");
            if (random.nextBoolean()) {
                line(target.name() + pick(" &= ", " |= ", " ^= ") + expression(Kind.INT, 2) + ";");
            }
        }
    }

    private void mutate() {
        Variable target =
                variable(
                        pick(Kind.INTS, Kind.TEXTS, Kind.BUILDER, Kind.LIST, Kind.MAP, Kind.NODE),
                        false);
        if (target == null) {
            line("add(out, " + expression(Kind.TEXT, 3) + ");");
            return;
        }
        String name = target.name();
        switch (target.kind()) {
            case INTS -> {
                String at = name + "[" + index(name + ".length") + "]";
                line(at + pick(" = ", " += ", " -= ", " ^= ") + expression(Kind.INT, 2) + ";");
                if (random.nextBoolean()) {
                    line(at + pick("++;", "--;"));
                }
            }
            case TEXTS ->
                    line(
                            name
                                    + "["
                                    + index(name + ".length")
                                    + "] "
                                    + pick("= ", "+= ")
                                    + expression(Kind.TEXT, 2)
                                    + ";");
            case BUILDER ->
                    line(
                            pick(
                                    "add(" + name + ", " + expression(pick(VALUES), 2) + ");",
                                    name
                                            + ".append("
                                            + expression(pick(Kind.INT, Kind.CHAR, Kind.DOUBLE), 2)
                                            + ");",
                                    name + ".insert(0, " + expression(Kind.CHAR, 1) + ");",
                                    name + ".reverse();",
                                    name + ".setLength(" + name + ".length() / 2);",
                                    name + ".deleteCharAt(" + index(name + ".length()") + ");"));
            case LIST ->
                    line(
                            pick(
                                    name + ".add(clip(" + expression(Kind.TEXT, 2) + "));",
                                    name + ".add(0, clip(" + expression(Kind.TEXT, 2) + "));",
                                    name + ".remove(" + index(name + ".size()") + ");",
                                    name
                                            + ".set("
                                            + index(name + ".size()")
                                            + ", clip("
                                            + expression(Kind.TEXT, 1)
                                            + "));",
                                    "Collections.reverse(" + name + ");",
                                    "Collections.sort(" + name + ");"));
            case MAP ->
                    line(
                            pick(
                                    name
                                            + ".put(clip("
                                            + expression(Kind.TEXT, 2)
                                            + "), Integer.valueOf("
                                            + expression(Kind.INT, 2)
                                            + "));",
                                    name + ".remove(" + expression(Kind.TEXT, 1) + ");",
                                    name + ".putAll(COUNTS);"));
            default -> line(name + " = new Node(" + expression(Kind.INT, 2) + ", " + name + ");");
        }
    }

    private void condition(int depth) {
        open("if (" + expression(Kind.BOOLEAN, 3) + ") {");
        body(depth + 1);
        if (random.nextBoolean()) {
            indent--;
            open("} else {");
            body(depth + 1);
        }
        close();
    }

    private void loop(int depth) {
        if (loops >= 2) {
            assign();
            return;
        }
        String name = fresh();
        int times = between(1, 5);
        open(
                random.nextBoolean()
                        ? "for (int "
                                + name
                                + " = 0; "
                                + name
                                + " < "
                                + times
                                + "; "
                                + name
                                + "++) {"
                        : "for (int "
                                + name
                                + " = "
                                + times
                                + "; "
                                + name
                                + " > 0; --"
                                + name
                                + ") {");
        loopBody(depth, new Variable(name, Kind.INT, false));
        close();
    }

    private void whileLoop(int depth) {
        if (loops >= 2) {
            assign();
            return;
        }
        String name = fresh();
        line("int " + name + " = " + between(1, 5) + ";");
        boolean after = random.nextBoolean();
        String more = name + "-- > 0 && (" + expression(Kind.BOOLEAN, 2) + ")";
        open(after ? "do {" : "while (" + more + ") {");
        loopBody(depth, new Variable(name, Kind.INT, false));
        if (after) {
            indent--;
            line("} while (" + more + ");");
        } else {
            close();
        }
    }

    private void loopBody(int depth, Variable counter) {
        int outer = scope.size();
        scope.add(counter);
        loops++;
        breakable++;
        body(depth + 1);
        breakable--;
        loops--;
        truncate(outer);
    }

    private void intSwitch(int depth) {
        Kind kind = pick(Kind.INT, Kind.CHAR);
        open("switch (" + expression(kind, 2) + ") {");
        int breaks = breakable;
        for (String value :
                List.of("0", "1", "7", "'a'", kind == Kind.INT ? "-1" : "' '", "1000")) {
            if (random.nextBoolean()) {
                line("case " + value + ":");
                open("{");
                body(depth + 1);
                close();
                if (random.nextInt(3) > 0) {
                    line("break;");
                }
            }
        }
        line("default:");
        open("{");
        body(depth + 1);
        close();
        breakable = breaks;
        close();
    }

    private void textSwitch(int depth) {
        open("switch (String.valueOf(" + expression(Kind.TEXT, 2) + ")) {");
        // Two with the same hash.
        for (String value : List.of("\"Aa\"", "\"BB\"", "\"a\"", "\"Free\"", "\"12\"")) {
            if (random.nextBoolean()) {
                line("case " + value + ":");
                open("{");
                body(depth + 1);
                close();
                if (random.nextInt(3) > 0) {
                    line("break;");
                }
            }
        }
        if (random.nextBoolean()) {
            line("default: add(out, 5);");
        }
        close();
    }

    private void tryCatch(int depth) {
        open("try {");
        body(depth + 1);
        line("add(out, " + expression(pick(VALUES), 3) + ");");
        if (random.nextInt(3) == 0) {
            line(
                    "if ("
                            + expression(Kind.BOOLEAN, 2)
                            + ") throw new IllegalStateException(\"s\" + "
                            + expression(Kind.INT, 1)
                            + ");");
        }
        indent--;
        String caught =
                modern() && random.nextBoolean()
                        ? "ArithmeticException | IndexOutOfBoundsException e"
                        : pick(
                                "ArithmeticException e",
                                "IndexOutOfBoundsException e",
                                "NullPointerException e");
        open("} catch (" + caught.replace(" e", " e" + names) + ") {");
        line("add(out, \"" + caught.charAt(0) + "\");");
        names++;
        body(depth + 1);
        indent--;
        open(
                "} catch ("
                        + pick("RuntimeException", "Exception", "Throwable")
                        + " e"
                        + names
                        + ") {");
        line("add(out, e" + names++ + ".getMessage() == null);");
        body(depth + 1);
        close();
    }

    private void tryFinally(int depth) {
        open("try {");
        body(depth + 1);
        line("add(out, " + expression(pick(VALUES), 3) + ");");
        if (random.nextBoolean()) {
            indent--;
            open(
                    "} catch ("
                            + pick("ArithmeticException", "RuntimeException")
                            + " e"
                            + names++
                            + ") {");
            body(depth + 1);
        }
        indent--;
        open("} finally {");
        line("add(out, \"f\");");
        body(depth + 1);
        close();
    }

    private void labelled(int depth) {
        if (loops >= 2) {
            assign();
            return;
        }
        String label = fresh();
        String i = fresh();
        String j = fresh();
        open(label + ": for (int " + i + " = 0; " + i + " < 4; " + i + "++) {");
        open("for (int " + j + " = 0; " + j + " < 4; " + j + "++) {");
        int outer = scope.size();
        scope.add(new Variable(i, Kind.INT, false));
        scope.add(new Variable(j, Kind.INT, false));
        loops += 2;
        line(
                "if ("
                        + expression(Kind.BOOLEAN, 2)
                        + ") "
                        + pick("break ", "continue ")
                        + label
                        + ";");
        breakable++;
        body(depth + 2);
        breakable--;
        line(
                "if ("
                        + expression(Kind.BOOLEAN, 2)
                        + ") "
                        + pick("break;", "continue;", "break " + label + ";"));
        line("add(out, " + i + " * 10 + " + j + ");");
        loops -= 2;
        truncate(outer);
        close();
        close();
    }

    private void jump() {
        if (breakable > 0) {
            line("if (" + expression(Kind.BOOLEAN, 2) + ") " + pick("break;", "continue;"));
        } else {
            line("if (" + expression(Kind.BOOLEAN, 2) + ") add(out, " + between(0, 30) + ");");
        }
    }

    private void shapes() {
        String name = fresh();
        line("Square " + name + " = " + pick("new Square()", "new Cube()") + ";");
        line("Shape " + name + "s = " + name + ";");
        line(
                "add(out, "
                        + name
                        + ".twice("
                        + expression(Kind.INT, 2)
                        + ") + "
                        + name
                        + "s.area(3));");
        if (random.nextBoolean()) {
            String counter = fresh();
            line("final int " + counter + " = " + expression(Kind.INT, 2) + ";");
            line(
                    "Shape "
                            + name
                            + "a = new Shape() { public int area(int side) { return side + "
                            + counter
                            + "; } };");
            line("add(out, " + name + "a.area(" + expression(Kind.INT, 2) + "));");
        }
    }

    private void forEach(int depth) {
        if (loops >= 2) {
            assign();
            return;
        }
        Variable list = variable(Kind.LIST, false);
        String name = fresh();
        open(
                list == null || random.nextBoolean()
                        ? "for (int " + name + " : TABLE) {"
                        : "for (int "
                                + name
                                + " : new int[] {1, 2, "
                                + list.name()
                                + ".size()}) {");
        loopBody(depth, new Variable(name, Kind.INT, false));
        close();
    }

    private void lambda() {
        String name = fresh();
        String captured = fresh();
        line("final int " + captured + " = " + expression(Kind.INT, 2) + ";");
        switch (random.nextInt(4)) {
            case 0 -> {
                line("IntBinaryOperator " + name + " = (p, q) -> p * " + captured + " - q;");
                line(
                        "add(out, "
                                + name
                                + ".applyAsInt("
                                + expression(Kind.INT, 2)
                                + ", "
                                + expression(Kind.INT, 2)
                                + "));");
            }
            case 1 -> {
                line(
                        "Function<String, Integer> "
                                + name
                                + " = "
                                + pick(
                                        "String::length",
                                        "s -> s.length() + " + captured,
                                        "String::hashCode")
                                + ";");
                line("add(out, " + name + ".apply(clip(" + expression(Kind.TEXT, 2) + ")));");
            }
            case 2 -> {
                line("Supplier<String> " + name + " = () -> NAME + " + captured + ";");
                line("add(out, " + name + ".get());");
            }
            default -> {
                line("BiFunction<Integer, Node, Node> " + name + " = Node::new;");
                line("add(out, " + name + ".apply(" + captured + ", null).sum());");
            }
        }
    }

    private void stream() {
        Variable list = variable(Kind.LIST, false);
        String from =
                list == null
                        ? "Arrays.asList(clip(" + expression(Kind.TEXT, 1) + "), \"b\", \"a\")"
                        : list.name();
        line(
                pick(
                        "add(out, "
                                + from
                                + ".stream().filter(s -> s.length() > 1).map(String::trim).sorted().collect(Collectors.joining(\"+\")));",
                        "add(out, IntStream.range(0, 6).map(i -> i * LIMIT).filter(i -> i % 2 == 0).sum());",
                        "add(out, "
                                + from
                                + ".stream().mapToInt(String::length).max().orElse(-1));",
                        "add(out, new TreeMap<>("
                                + from
                                + ".stream().collect(Collectors.groupingBy(String::length, Collectors.counting()))));",
                        "add(out, Arrays.stream(TABLE).boxed().sorted(Comparator.reverseOrder()).map(String::valueOf).toList());",
                        "add(out, "
                                + from
                                + ".stream().sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder())).toList());",
                        "add(out, Stream.of(Level.values()).map(l -> l + \"=\" + l.weight()).collect(Collectors.toList()));"));
    }

    private void switchExpression() {
        String name = fresh();
        if (random.nextBoolean()) {
            line(
                    "int "
                            + name
                            + " = switch ("
                            + expression(Kind.INT, 2)
                            + ") { case 0, 1 -> "
                            + expression(Kind.INT, 2)
                            + "; case 7 -> { int y = "
                            + expression(Kind.INT, 2)
                            + "; yield y * 2; } default -> "
                            + expression(Kind.INT, 2)
                            + "; };");
            scope.add(new Variable(name, Kind.INT, true));
        } else {
            line(
                    "String "
                            + name
                            + " = switch (Level.values()["
                            + index("3")
                            + "]) { case LOW -> "
                            + expression(Kind.TEXT, 2)
                            + "; case MID -> "
                            + expression(Kind.TEXT, 2)
                            + "; case HIGH -> \"h\"; };");
            scope.add(new Variable(name, Kind.TEXT, true));
        }
    }

    private void records() {
        String name = fresh();
        switch (random.nextInt(4)) {
            case 0 -> {
                line(
                        "Pair "
                                + name
                                + " = new Pair("
                                + expression(Kind.TEXT, 1)
                                + ", "
                                + expression(Kind.INT, 1)
                                + ");");
                line(
                        "add(out, "
                                + name
                                + " + \" \" + "
                                + name
                                + ".equals(new Pair(\"a\", 1)) + "
                                + name
                                + ".weight());");
            }
            case 1 -> {
                line(
                        "Object "
                                + name
                                + " = "
                                + pick(
                                        expression(Kind.TEXT, 1),
                                        "Integer.valueOf(" + expression(Kind.INT, 1) + ")",
                                        "new Pair(\"p\", 2)")
                                + ";");
                line(
                        "if ("
                                + name
                                + " instanceof String s"
                                + name
                                + " && s"
                                + name
                                + ".length() > 1) add(out, s"
                                + name
                                + ".charAt(1));");
                line(
                        "if (!("
                                + name
                                + " instanceof Integer i"
                                + name
                                + ")) add(out, \"no\"); else add(out, i"
                                + name
                                + " + 1);");
            }
            case 2 -> {
                line(
                        "Token "
                                + name
                                + " = "
                                + pick(
                                        "new Word(clip(" + expression(Kind.TEXT, 1) + "))",
                                        "new Num(" + expression(Kind.INT, 1) + ")")
                                + ";");
                line("add(out, " + name + ".show());");
            }
            default -> {
                line("Set<Pair> " + name + " = new HashSet<>();");
                line(name + ".add(new Pair(\"a\", " + expression(Kind.INT, 1) + "));");
                line(name + ".add(new Pair(\"a\", " + expression(Kind.INT, 1) + "));");
                line(
                        "add(out, "
                                + name
                                + ".size() + larger(\"b\", clip("
                                + expression(Kind.TEXT, 1)
                                + ")) + larger(3, 4));");
            }
        }
    }

    private String expression(Kind kind, int depth) {
        if (depth > 0 && random.nextInt(8) == 0) {
            String called = call(kind, depth);
            if (called != null) {
                return called;
            }
        }
        if (depth > 0 && random.nextInt(10) == 0) {
            // The cast keeps branches of different types from changing that of the whole.
            return "("
                    + expression(Kind.BOOLEAN, depth - 1)
                    + " ? "
                    + cast(kind, expression(kind, depth - 1))
                    + " : "
                    + cast(kind, expression(kind, depth - 1))
                    + ")";
        }
        switch (kind) {
            case INT:
                return integer(depth);
            case LONG:
                return longInteger(depth);
            case DOUBLE:
                return floating(depth);
            case BOOLEAN:
                return truth(depth);
            case CHAR:
                return character(depth);
            case BYTE:
            case SHORT:
                return narrowed(kind, expression(numeric(), depth - 1));
            case TEXT:
                return text(depth);
            default:
                return object(kind, depth);
        }
    }

    private String narrowed(Kind kind, String value) {
        return "(" + kind.type + ") " + (modern() ? "(" : "(int) (") + value + ")";
    }

    private static String cast(Kind kind, String value) {
        return "(" + kind.type + ") (" + value + ")";
    }

    private String integer(int depth) {
        if (depth <= 0) {
            return leaf(Kind.INT, INTS);
        }
        int d = depth - 1;
        switch (random.nextInt(18)) {
            case 0, 1, 2:
                return "("
                        + integer(d)
                        + pick(" + ", " - ", " * ", " & ", " | ", " ^ ")
                        + integer(d)
                        + ")";
            case 3:
                return "(" + integer(d) + pick(" / ", " % ") + integer(d) + ")";
            case 4:
                return "("
                        + integer(d)
                        + pick(" << ", " >> ", " >>> ")
                        + expression(pick(Kind.INT, Kind.LONG), d)
                        + ")";
            case 5:
                return pick("-", "~", "+") + "(" + integer(d) + ")";
            case 6:
                return "(int) (" + expression(numeric(), d) + ")";
            case 7:
                return "Math."
                        + pick("max", "min", "floorMod", "addExact")
                        + "("
                        + integer(d)
                        + ", "
                        + integer(d)
                        + ")";
            case 8:
                return "clip("
                        + text(d)
                        + ")."
                        + pick("length()", "hashCode()", "indexOf(\"a\")", "lastIndexOf('e')");
            case 9:
                return "TABLE[" + index("TABLE.length") + "]";
            case 10:
                {
                    Variable array = variable(Kind.INTS, false);
                    return array == null
                            ? "LIMIT"
                            : array.name() + "[" + index(array.name() + ".length") + "]";
                }
            case 11:
                {
                    Variable target = variable(Kind.INT, true);
                    return target == null
                            ? "depth(5, " + integer(d) + ")"
                            : pick(
                                    "("
                                            + target.name()
                                            + (modern()
                                                    ? pick(" = ", " += ", " -= ", " *= ")
                                                    : " = ")
                                            + integer(d)
                                            + ")",
                                    target.name() + "++",
                                    "--" + target.name());
                }
            case 12:
                {
                    Variable map = variable(Kind.MAP, false);
                    String key = "clip(" + text(d) + ")";
                    return map == null
                            ? "COUNTS.size()"
                            : "("
                                    + map.name()
                                    + ".containsKey("
                                    + key
                                    + ") ? 1 : "
                                    + map.name()
                                    + ".size())";
                }
            case 13:
                return "Integer."
                        + pick("bitCount", "reverse", "signum", "numberOfLeadingZeros")
                        + "("
                        + integer(d)
                        + ")";
            case 14:
                return "Integer.parseInt(" + text(d) + ")";
            case 15:
                {
                    Variable node = variable(Kind.NODE, false);
                    return node == null
                            ? "new Node(" + integer(d) + ", null).sum()"
                            : node.name() + pick(".sum()", ".value", ".next.value");
                }
            case 16:
                return "((Integer) COUNTS.get(" + text(d) + ")).intValue()";
            default:
                return leaf(Kind.INT, INTS);
        }
    }

    private String longInteger(int depth) {
        int d = depth - 1;
        switch (depth <= 0 ? 9 : random.nextInt(9)) {
            case 0, 1:
                return "("
                        + longInteger(d)
                        + pick(" + ", " - ", " * ", " & ", " | ", " ^ ")
                        + expression(pick(Kind.INT, Kind.LONG), d)
                        + ")";
            case 2:
                return "("
                        + expression(pick(Kind.INT, Kind.CHAR), d)
                        + pick(" / ", " % ", " * ")
                        + longInteger(d)
                        + ")";
            case 3:
                return "("
                        + longInteger(d)
                        + pick(" << ", " >> ", " >>> ")
                        + expression(pick(Kind.INT, Kind.LONG), d)
                        + ")";
            case 4:
                return "(long) (" + expression(numeric(), d) + ")";
            case 5:
                return pick("-", "~") + "(" + longInteger(d) + ")";
            case 6:
                return "Math."
                        + pick("max", "floorDiv")
                        + "("
                        + longInteger(d)
                        + ", "
                        + longInteger(d)
                        + ")";
            case 7:
                return "SALT";
            default:
                return leaf(Kind.LONG, LONGS);
        }
    }

    private String floating(int depth) {
        int d = depth - 1;
        switch (depth <= 0 ? 9 : random.nextInt(7)) {
            case 0, 1:
                return "("
                        + floating(d)
                        + pick(" + ", " - ", " * ", " / ", " % ")
                        + expression(numeric(), d)
                        + ")";
            case 2:
                return "(double) (" + expression(numeric(), d) + ")";
            case 3:
                return "Math."
                        + pick("sqrt", "abs", "floor", "rint")
                        + "("
                        + expression(numeric(), d)
                        + ")";
            case 4:
                return "-(" + floating(d) + ")";
            case 5:
                return "RATE";
            default:
                return leaf(Kind.DOUBLE, DOUBLES);
        }
    }

    private String truth(int depth) {
        int d = depth - 1;
        switch (depth <= 0 ? 12 : random.nextInt(11)) {
            case 0, 1:
                return "("
                        + expression(numeric(), d)
                        + pick(" < ", " <= ", " > ", " >= ", " == ", " != ")
                        + expression(numeric(), d)
                        + ")";
            case 2, 3:
                return "("
                        + truth(d)
                        + pick(" && ", " || ", " ^ ", " & ", " | ", " == ")
                        + truth(d)
                        + ")";
            case 4:
                return "!(" + truth(d) + ")";
            case 5:
                return "clip("
                        + text(d)
                        + ")."
                        + pick(
                                "isEmpty()",
                                "contains(\"e\")",
                                "startsWith(\"a\")",
                                "matches(\"[a-z ]+\")",
                                "equals(NAME)");
            case 6:
                return "Character."
                        + pick("isLetter", "isDigit", "isUpperCase", "isWhitespace")
                        + "("
                        + character(d)
                        + ")";
            case 7:
                {
                    Variable target = variable(Kind.BOOLEAN, true);
                    return target == null ? "true" : "(" + target.name() + " = " + truth(d) + ")";
                }
            case 8:
                return "(" + text(d) + pick(" == ", " != ") + "null)";
            case 9:
                {
                    Variable list = variable(Kind.LIST, false);
                    return list == null
                            ? "false"
                            : list.name() + pick(".isEmpty()", ".contains(\"a\")");
                }
            default:
                return leaf(Kind.BOOLEAN, "true", "false");
        }
    }

    private String character(int depth) {
        int d = depth - 1;
        switch (depth <= 0 ? 9 : random.nextInt(5)) {
            case 0:
                return narrowed(Kind.CHAR, expression(numeric(), d));
            case 1:
                return "clip(" + text(d) + ").charAt(" + integer(d) + ")";
            case 2:
                return "(char) (" + character(d) + " + 1)";
            case 3:
                return "Character." + pick("toUpperCase", "toLowerCase") + "(" + character(d) + ")";
            default:
                return leaf(Kind.CHAR, CHARS);
        }
    }

    private String text(int depth) {
        int d = depth - 1;
        switch (depth <= 0 ? 20 : random.nextInt(14)) {
            case 0, 1:
                return "clip(" + text(d) + " + " + expression(pick(VALUES), d) + ")";
            case 2:
                return "clip("
                        + expression(pick(Kind.INT, Kind.CHAR, Kind.DOUBLE, Kind.LONG), d)
                        + " + "
                        + text(d)
                        + ")";
            case 3:
                return "String.valueOf("
                        + expression(pick(Kind.INT, Kind.CHAR, Kind.DOUBLE, Kind.BOOLEAN), d)
                        + ")";
            case 4:
                return "clip("
                        + text(d)
                        + ")."
                        + pick(
                                "trim()",
                                "toLowerCase()",
                                "toUpperCase()",
                                "strip()",
                                "replace('e', 'o')",
                                "replace(\"a\", \"bb\")",
                                "replaceAll(\"[aeiou]\", \"<$0>\")",
                                "replaceFirst(\"\\\\w\", \"_\")");
            case 5:
                return "clip(" + text(d) + ").substring(" + integer(d) + ")";
            case 6:
                return "WORDS[" + index("WORDS.length") + "]";
            case 7:
                return "clip(" + text(d) + ").split(\"" + pick(",", "[ ,]+", "b*") + "\")[0]";
            case 8:
                {
                    Variable list = variable(Kind.LIST, false);
                    return list == null
                            ? "NAME"
                            : "(String) "
                                    + list.name()
                                    + ".get("
                                    + index(list.name() + ".size()")
                                    + ")";
                }
            case 9:
                {
                    Variable array = variable(Kind.TEXTS, false);
                    return array == null
                            ? "NAME"
                            : array.name() + "[" + index(array.name() + ".length") + "]";
                }
            case 10:
                {
                    Variable builder = variable(Kind.BUILDER, false);
                    return builder == null ? "NAME" : "clip(" + builder.name() + ".toString())";
                }
            case 11:
                {
                    Variable map = variable(pick(Kind.MAP, Kind.LIST, Kind.NODE), false);
                    return map == null ? "\"m\"" : "clip(\"\" + " + map.name() + ")";
                }
            case 12:
                return "(\"ab\" + LIMIT + 'c' + 1.5f + 2L + "
                        + (modern() ? "null" : "text")
                        + " + true)";
            default:
                return leaf(Kind.TEXT, TEXTS);
        }
    }

    private String object(Kind kind, int depth) {
        int d = Math.min(1, depth - 1);
        switch (kind) {
            case INTS:
                return pick(
                        "new int[] {" + join(between(0, 4), () -> integer(d)) + "}",
                        "new int[(" + integer(d) + ") & 7]",
                        "(int[]) TABLE.clone()",
                        "(new int[2][4])[1]");
            case TEXTS:
                return pick(
                        "new String[] {" + join(between(0, 3), () -> text(d)) + "}",
                        "new String[2]",
                        "\"b,c\".split(\",\")");
            case BUILDER:
                return pick("new StringBuilder()", "new StringBuilder(clip(" + text(d) + "))");
            case LIST:
                return modern()
                        ? "new ArrayList<>(Arrays.asList("
                                + join(between(1, 3), () -> "clip(" + text(d) + ")")
                                + "))"
                        : "new ArrayList()";
            case MAP:
                return modern() ? "new TreeMap<>()" : "new TreeMap()";
            default:
                return pick(
                        "new Node(" + integer(d) + ", null)",
                        "new Node(1, new Node(" + integer(d) + ", null))");
        }
    }

    private String call(Kind kind, int depth) {
        if (calls > 0) {
            for (Helper helper : helpers) {
                if (helper.result() == kind && random.nextBoolean()) {
                    calls--;
                    StringBuilder code = new StringBuilder(helper.name()).append("(out");
                    for (Kind parameter : helper.parameters()) {
                        code.append(", ").append(expression(parameter, depth - 2));
                    }
                    return code.append(")").toString();
                }
            }
        }
        return null;
    }

    /** Mostly within the bounds. */
    private String index(String length) {
        return switch (random.nextInt(6)) {
            case 0 -> integer(1);
            case 1 -> "0";
            default -> "Math.floorMod(" + integer(1) + ", Math.max(1, " + length + "))";
        };
    }

    private String leaf(Kind kind, String... literals) {
        Variable variable = random.nextInt(3) == 0 ? null : variable(kind, false);
        return variable == null ? pick(literals) : variable.name();
    }

    private Variable variable(Kind kind, boolean assigned) {
        List<Variable> fitting =
                scope.stream()
                        .filter(v -> v.kind() == kind && (v.assignable() || !assigned))
                        .toList();
        return fitting.isEmpty() ? null : fitting.get(random.nextInt(fitting.size()));
    }

    private static String trace(Variable variable) {
        return switch (variable.kind()) {
            case INTS, TEXTS -> "add(out, Arrays.toString(" + variable.name() + "));";
            case CHAR -> "add(out, (int) " + variable.name() + ");";
            default -> "add(out, " + variable.name() + ");";
        };
    }

    private Kind numeric() {
        return pick(Kind.INT, Kind.INT, Kind.LONG, Kind.DOUBLE, Kind.CHAR);
    }

    private boolean modern() {
        return dialect == Dialect.MODERN;
    }

    private String fresh() {
        return "v" + names++;
    }

    private void truncate(int size) {
        scope.subList(size, scope.size()).clear();
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    private <T> T pick(T... items) {
        return items[random.nextInt(items.length)];
    }

    private String pick(String[] items, int first) {
        return items[random.nextInt(first)];
    }

    private static String join(int count, Supplier<String> item) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(item.get());
        }
        return String.join(", ", items);
    }

    private void open(String text) {
        line(text);
        indent++;
    }

    private void close() {
        indent--;
        line("}");
    }

    private void line(String text) {
        source.append("    ".repeat(indent)).append(text).append('\n');
    }
}
