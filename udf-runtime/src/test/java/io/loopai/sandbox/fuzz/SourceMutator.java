package io.loopai.sandbox.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Damages sources token by token, and puts pieces of others and of attacks into them. */
final class SourceMutator {

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])*'"
                            + "|//[^\n]*|/\\*[\\s\\S]*?\\*/|\\w+|\\s+|->|::|[-+*/%&|^<>=!]=|&&|\\|\\||.");

    /** Statements that must not come through, or must not hurt if they do. */
    static final String[] ATTACKS = {
        "System.setProperty(\"loopai.fuzz.canary\", \"sung\");",
        "String s9 = System.getProperty(\"loopai.fuzz.secret\"); if (s9 != null) return Answer.of(s9);",
        "System.out.println(\"canary\");",
        "System.exit(3);",
        "Runtime.getRuntime().halt(3);",
        "try { new java.io.File(\"loopai-fuzz-canary\").createNewFile(); } catch (java.io.IOException e9) { }",
        "try { java.nio.file.Files.createFile(java.nio.file.Path.of(\"loopai-fuzz-canary\")); } catch (Exception e9) { }",
        "new Thread(() -> { while (true) { } }).start();",
        "new java.util.Timer();",
        "java.util.concurrent.ForkJoinPool.commonPool().submit(() -> { });",
        "java.util.stream.IntStream.range(0, 9).parallel().forEach(i -> { });",
        "Object o9 = \"\".getClass().getClassLoader();",
        "try { Class.forName(\"java.lang.Runtime\"); } catch (Exception e9) { }",
        "java.util.function.Supplier<Object> s9 = new Object()::getClass;",
        "java.util.function.IntConsumer c9 = System::exit; c9.accept(3);",
        "while (true) { }",
        "for (;;) { try { while (true) { } } finally { continue; } }",
        "while (true) { try { answer(in); } catch (Throwable t9) { } }",
        "for (int i9 = 0; i9 >= 0; i9++) { try { int[] a9 = new int[1 << 28]; } catch (Throwable t9) { } }",
        "answer(in);",
        "try { answer(in); } finally { answer(in); }",
        "String s9 = \"x\"; for (int i9 = 0; i9 < 60; i9++) { s9 = s9 + s9; }",
        "String s9 = \"x\".repeat(20_000_000); s9 = s9 + s9 + s9 + s9 + s9 + s9 + s9 + s9 + s9 + s9 + s9 + s9 + s9 + s9 + s9 + s9;",
        "StringBuilder b9 = new StringBuilder(\"ab\"); for (;;) { b9.append(b9); }",
        "java.util.List<Object> l9 = new java.util.ArrayList<>(); for (;;) { l9.add(new long[100_000]); }",
        "java.util.List<Object> l9 = java.util.List.of(); for (int i9 = 0; i9 < 60; i9++) { l9 = java.util.List.of(l9, l9); } int h9 = l9.hashCode();",
        "java.util.List<Object> l9 = java.util.List.of(\"x\"); for (int i9 = 0; i9 < 40; i9++) { l9 = java.util.List.of(l9, l9); } String t9 = \"\" + l9;",
        "java.util.List<Object> l9 = new java.util.ArrayList<>(); l9.add(l9); int h9 = l9.hashCode();",
        "Answer a9 = Answer.object().put(\"a\", 1); for (int i9 = 0; i9 < 40; i9++) { a9 = Answer.object().put(\"a\", a9).put(\"b\", a9); } String t9 = a9.toString();",
        "Answer a9 = Answer.object(); for (int i9 = 0; i9 < 100_000; i9++) { a9.put(\"k\" + i9, 1); } for (int i9 = 0; i9 < 1_000_000; i9++) { Answer.object().put(\"a\", a9); }",
        "class W9 { long a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z; W9 next; } W9 w9 = null; for (;;) { W9 n9 = new W9(); n9.next = w9; w9 = n9; }",
        "java.util.Map<Object, Object> m9 = new java.util.HashMap<>(); m9.put(m9, m9); int h9 = m9.hashCode();",
        "String r9 = \"a\".repeat(5000).replaceAll(\"(a*)*b\", \"$1\");",
        "String.format(\"%999999999d\", 1);",
        "\"x\".repeat(1000).split(\"\");",
        "record R9(Object o) { } Object o9 = null; for (int i9 = 0; i9 < 100_000; i9++) { o9 = new R9(o9); } int h9 = o9.hashCode();",
        "record R9(Object o, Object p) { } Object o9 = null; for (int i9 = 0; i9 < 50; i9++) { o9 = new R9(o9, o9); } int h9 = o9.hashCode();",
        "java.util.function.Function<Object, Object> f9 = x -> x; for (int i9 = 0; i9 < 100_000; i9++) { f9 = f9.andThen(x -> x); } f9.apply(\"\");",
        "java.util.Comparator<String> c9 = java.util.Comparator.naturalOrder(); for (int i9 = 0; i9 < 100_000; i9++) { c9 = c9.reversed().thenComparing(c9); } c9.compare(\"a\", \"b\");",
        "java.util.stream.Stream<String> s9 = java.util.stream.Stream.of(\"a\"); for (int i9 = 0; i9 < 100_000; i9++) { s9 = s9.map(x -> x); } s9.count();",
        "java.util.stream.Stream<String> s9 = java.util.stream.Stream.of(\"a\"); for (int i9 = 0; i9 < 10_000; i9++) { s9 = java.util.stream.Stream.concat(s9, s9.map(x -> x)); } s9.count();",
        "java.util.List<Integer> l9 = java.util.Collections.nCopies(Integer.MAX_VALUE, 1); l9.contains(2);",
        "String j9 = String.join(\"x\", java.util.Collections.nCopies(100_000_000, \"abc\"));",
        "java.util.stream.Stream.of(1, 2, 3).flatMap(x -> java.util.stream.IntStream.range(0, Integer.MAX_VALUE).boxed()).count();",
        "java.util.stream.IntStream.range(0, Integer.MAX_VALUE).boxed().sorted().toList();",
        "new java.util.ArrayList<>(java.util.Collections.nCopies(500_000_000, 1));",
        "new java.util.BitSet().set(Integer.MAX_VALUE - 1);",
        "int[][][] g9 = new int[1000][1000][1000];",
        "throw new IllegalStateException(\"x\".repeat(10_000_000));",
        "throw null;",
        "synchronized (this) { }",
        "assert in == null : \"x\";",
        "Object o9 = String.class;",
        "io.loopai.sandbox.meter.Meter.step();",
        "io.loopai.regex.LinearPattern.compileJava(\"a\", 0);",
        "char c9 = \"\".charAt(9);",
        "var v9 = new Object() { int finalize = 1; protected void finalize() { } };",
        "new Object() { public int hashCode() { while (true) { } } }.hashCode();",
        "java.util.List<String> l9 = new java.util.AbstractList<>() { public String get(int i) { return \"\"; } public int size() { return 1 << 30; } }; l9.hashCode();",
        "Iterable<String> i9 = () -> java.util.List.of(\"a\").iterator(); for (String s9 : i9) { }",
        "Iterable<String> i9 = () -> new java.util.Iterator<>() { public boolean hasNext() { return true; } public String next() { return \"\"; } }; String.join(\"\", i9);",
        "int x9 = 1; switch (x9) { default: for (;;) { if (x9++ == 0) break; } }",
        "\u202e int \u00e4\u00f6 = 1; //\u2028",
        "int \\u0061bc = 1; /* \\u002a/",
    };

    private static final String[] MEMBERS = {
        "static int count; static { count = 1; }",
        "static final java.util.List<String> KEPT = new java.util.ArrayList<>();",
        "static { while (true) { } }",
        "static { throw new IllegalStateException(); }",
        "static final int[] HUGE = new int[1 << 30];",
        "protected void finalize() { }",
        "public int hashCode() { return 1; }",
        "public boolean equals(Object o) { return true; }",
        "native int secret();",
        "synchronized void lock() { }",
        "static class Loader extends ClassLoader { }",
        "static class Failure extends RuntimeException { }",
        "static class L extends java.util.ArrayList<String> { }",
        "enum E { A, B; E other() { return values()[1]; } }",
        "record R(int a, String b) { }",
        "interface I { default int f() { return f(); } }",
        "static int f(int n) { return n <= 0 ? 0 : f(n - 1) + f(n - 2); }",
        "public Program() { }",
        "private final int[] state = new int[1]; int next() { return state[0]++; }",
    };

    private static final String[] LITERALS = {
        "0",
        "-1",
        "2147483647",
        "-2147483648",
        "9223372036854775807L",
        "1e308",
        "0x1p-1074",
        "'\\uffff'",
        "\"\"",
        "\"\\ud800\"",
        "null",
        "this",
        "1 << 30",
        "99999999999",
        "0_",
        "08",
        "1e999",
        "\"\\q\"",
        "''",
    };

    private static final String[] WORDS = {
        "final",
        "static",
        "int",
        "long",
        "double",
        "String",
        "void",
        "return",
        "break",
        "continue",
        "new",
        "this",
        "super",
        "class",
        "interface",
        "enum",
        "record",
        "yield",
        "var",
        "sealed",
        "non-sealed",
        "permits",
        "strictfp",
        "volatile",
        "transient",
        "throws",
        "default",
        "instanceof",
        "goto",
        "const",
        "_",
        "module",
        "@interface",
        "@Override",
        "<",
        ">",
        "?",
        ":",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ";",
        ",",
        ".",
        "...",
        "->",
        "::",
        "++",
        "--",
        "~",
        ">>>=",
        "\\u000a",
        "\u0000",
        "\ufeff",
        "\ud800",
    };

    private final Random random;
    private final List<String> pieces;

    /**
     * @param pieces sources of other programs, of which parts are taken
     */
    SourceMutator(Random random, List<String> pieces) {
        this.random = random;
        this.pieces = pieces;
    }

    String mutate(String source) {
        List<String> tokens = tokens(source);
        int changes = 1 + random.nextInt(random.nextInt(4) == 0 ? 8 : 2);
        for (int i = 0; i < changes && !tokens.isEmpty(); i++) {
            change(tokens);
        }
        return String.join("", tokens);
    }

    private void change(List<String> tokens) {
        int at = random.nextInt(tokens.size());
        switch (random.nextInt(14)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
            case 2 -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
            case 3 -> {
                String moved = tokens.remove(at);
                tokens.add(random.nextInt(tokens.size() + 1), moved);
            }
            case 4 -> tokens.add(at, " " + pick(WORDS) + " ");
            case 5 -> replaceLiteral(tokens, at);
            case 6 -> nest(tokens, at);
            case 7 -> tokens.add(after(tokens, at, "}"), "\n" + pick(MEMBERS) + "\n");
            case 8 -> splice(tokens, at);
            case 9 -> {
                int end = Math.min(tokens.size(), at + random.nextInt(12));
                tokens.addAll(at, List.copyOf(tokens.subList(at, end)));
            }
            case 10 -> {
                int end = Math.min(tokens.size(), at + random.nextInt(12));
                tokens.subList(at, end).clear();
            }
            default -> tokens.add(after(tokens, at, ";"), "\n" + pick(ATTACKS) + "\n");
        }
    }

    private void replaceLiteral(List<String> tokens, int at) {
        for (int i = at; i < tokens.size(); i++) {
            if (tokens.get(i).matches("[\"'\\d][\\s\\S]*")) {
                tokens.set(
                        i,
                        random.nextInt(20) == 0 ? '"' + "x".repeat(70_000) + '"' : pick(LITERALS));
                return;
            }
        }
    }

    private void nest(List<String> tokens, int at) {
        int deep = random.nextInt(8) == 0 ? 3_000 : 1 + random.nextInt(60);
        String[] pair =
                pick(
                        new String[] {"(", ")"},
                        new String[] {"{", "}"},
                        new String[] {"if (true) {", "}"},
                        new String[] {"-", ""},
                        new String[] {"!", ""},
                        new String[] {"(1+", ")"},
                        new String[] {"for(;;){", "}"},
                        new String[] {"try{", "}finally{}"},
                        new String[] {"\"a\"+", "\"\""},
                        new String[] {"((Runnable) () -> {", "}).run();"},
                        new String[] {"new Object[]{", "}"},
                        new String[] {"java.util.List<", ">"},
                        new String[] {"true?", ":1"});
        tokens.add(
                after(tokens, at, pair[0].endsWith("{") ? ";" : "="),
                pair[0].repeat(deep) + (pair[0].endsWith("{") ? "" : "1") + pair[1].repeat(deep));
    }

    private void splice(List<String> tokens, int at) {
        List<String> other = tokens(pieces.get(random.nextInt(pieces.size())));
        int start = after(other, random.nextInt(other.size()), ";");
        int end = after(other, Math.min(start, other.size() - 1), ";");
        if (start < end) {
            tokens.addAll(after(tokens, at, ";"), List.copyOf(other.subList(start, end)));
        }
    }

    /** The place after the next such token. */
    private static int after(List<String> tokens, int from, String token) {
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.get(i).equals(token)) {
                return i + 1;
            }
        }
        return from;
    }

    private static List<String> tokens(String source) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(source);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    @SafeVarargs
    private <T> T pick(T... items) {
        return items[random.nextInt(items.length)];
    }
}
