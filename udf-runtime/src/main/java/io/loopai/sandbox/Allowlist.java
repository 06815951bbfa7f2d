package io.loopai.sandbox;

import io.loopai.features.Packed;
import io.loopai.program.Program;
import io.loopai.program.text.LinearModel;
import io.loopai.regex.LinearPattern;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What programs may use, as {@code allowlist.txt} says; that file explains its own format. */
final class Allowlist {

    private static final String RESOURCE = "allowlist.txt";
    static final String DEFAULT_ADVICE =
            "it is not among what programs may use: io.loopai.program and parts of java.lang,"
                    + " java.util, java.util.function and java.util.stream";
    private static final Allowlist INSTANCE = new Allowlist();

    private final Map<String, List<String>> used = new HashMap<>();
    private final Set<String> extended = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, List<Refusal>> refused = new HashMap<>();

    private final Map<String, List<Cost>> costs = new HashMap<>();

    private final Map<String, List<String>> free = new HashMap<>();

    private final Map<String, List<Swap>> swaps = new HashMap<>();

    private final Set<String> constants = new HashSet<>();
    private final Map<String, String> kinds = new HashMap<>();

    private record Swap(List<String> members, String guest) {}

    private record Cost(List<String> members, List<String> kindAndOperands) {}

    private record Refusal(List<String> members, String advice) {}

    private Allowlist() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Allowlist.class.getResourceAsStream(RESOURCE),
                                StandardCharsets.UTF_8))) {
            lines.lines().map(String::strip).filter(this::isRule).forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    static Allowlist get() {
        return INSTANCE;
    }

    /** Whether the class may be named at all, and loaded by a program's class loader. */
    boolean isVisible(String className) {
        return seen.contains(className)
                || lookUp(used, className) != null
                || isExtendable(className);
    }

    /** Whether classes and lambdas of a program may extend or implement the type. */
    boolean isExtendable(String className) {
        return patterns(className).stream().anyMatch(extended::contains);
    }

    /**
     * Why a member may not be used, or null when it may.
     *
     * @param member the name of a field or method, or {@code new}
     * @param parameters such as {@code (int,String)}; empty for a field
     */
    String refusal(String className, String member, String parameters) {
        List<String> members = lookUp(used, className);
        boolean listed =
                members != null
                        && matches(members, member, parameters)
                        && (parameters.isEmpty() || isPriced(className, member, parameters));
        for (String pattern : patterns(className)) {
            // The one that names the member before the one that names them all.
            String advice = advice(pattern, member, parameters, false);
            if (advice == null && !listed) {
                advice = advice(pattern, member, parameters, true);
            }
            if (advice != null) {
                return advice;
            }
        }
        return listed ? null : DEFAULT_ADVICE;
    }

    /**
     * What a call costs beyond the step it takes: the name of a method of {@link
     * io.loopai.sandbox.guest.Cost} and its operands, which are {@code receiver}, {@code arg0} and so
     * on. Null when it costs nothing more.
     */
    List<String> cost(String className, String member, String parameters) {
        for (Cost cost : costs.getOrDefault(className, List.of())) {
            if (matches(cost.members(), member, parameters)) {
                return cost.kindAndOperands();
            }
        }
        return null;
    }

    /**
     * The class of {@link io.loopai.sandbox.guest} with the method of the same name that programs get
     * instead, or the class and that method's name with a dot between them; null for most.
     */
    String standIn(String className, String member, String parameters) {
        for (Swap swap : swaps.getOrDefault(className, List.of())) {
            if (matches(swap.members(), member, parameters)) {
                return swap.guest();
            }
        }
        return null;
    }

    /** Whether objects of a class of the program API never change. */
    boolean isConstant(String className) {
        return constants.contains(className);
    }

    /** A kind of cost, or a stand-in, in words. */
    String words(String kind) {
        return kinds.get(kind);
    }

    /** Whether anybody has thought about what the call costs. */
    private boolean isPriced(String className, String member, String parameters) {
        return cost(className, member, parameters) != null
                || standIn(className, member, parameters) != null
                || isFree(className, member, parameters);
    }

    /** Whether a call that has no cost of its own takes constant time. */
    private boolean isFree(String className, String member, String parameters) {
        for (String pattern : patterns(className)) {
            if (matches(free.getOrDefault(pattern, List.of()), member, parameters)) {
                return true;
            }
        }
        return false;
    }

    /** What to do instead of using the class at all. */
    String advice(String className) {
        for (String pattern : patterns(className)) {
            String advice = advice(pattern, "", "", true);
            if (advice != null) {
                return advice;
            }
        }
        return DEFAULT_ADVICE;
    }

    /**
     * Initialises every allowed class of the JDK: one whose initialisation ends in a stack overflow,
     * in the middle of some program's recursion, stays broken for the whole JVM.
     */
    void initialiseClasses() {
        Initialised.ensure();
    }

    private static final class Initialised {

        static {
            for (String name : INSTANCE.used.keySet()) {
                if (!name.endsWith("*")) {
                    initialise(name);
                }
            }
            LinearPattern.compileJava("(?i)(\\pL+|\\w\\p{Alpha}?)", 0).search("a").find(0);
            LinearPattern.compileJava("(?<!\\d)(\\w|^b)*+(?=a|$)\\b", 0).search("a").find(0);
            // Behind models: their tables are read from files, or made.
            LinearModel.of("a", "b")
                    .features(
                            "words 1-2, chars 2-5, marks, tones, kinds",
                            0,
                            Packed.writeAscending(new int[0]))
                    .weights(0, Packed.write(new byte[0]))
                    .scale(0, 0, 0, 0, 0)
                    .bias(0)
                    .build()
                    .score("A good one, isn't it?");
            // Behind String.format, Collectors and lambdas.
            initialise("java.util.Formatter");
            String.format("%e %a %g %h", 1.0, 1.0, 1.0, 1);
            Double.parseDouble("0x1.8p3");
            Float.parseFloat("0x1.8p3");
            new Throwable().getStackTrace();
            String.format("%s %d %.2f %x %c %b", "a", 1, 1.0, 1, 'a', true);
            List.of(2, 1).stream().map(n -> n + "").sorted().toList();
        }

        static void ensure() {}

        private static void initialise(String name) {
            try {
                Class.forName(name, true, Program.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                // The list names classes of newer JDKs as well, such as SequencedCollection.
                return;
            }
        }
    }

    private boolean isRule(String line) {
        return !line.isEmpty() && !line.startsWith("#");
    }

    private void add(String line) {
        int colon = line.indexOf(" : ");
        String rule = colon < 0 ? line : line.substring(0, colon);
        List<String> words = Arrays.asList(rule.split("\\s+"));
        List<String> rest = List.copyOf(words.subList(2, words.size()));
        switch (words.get(0)) {
            case "use":
                used.put(words.get(1), rest);
                break;
            case "extend":
                extended.addAll(words.subList(1, words.size()));
                break;
            case "see":
                seen.addAll(words.subList(1, words.size()));
                break;
            case "refuse":
                Refusal refusal = new Refusal(rest, line.substring(colon + 3));
                for (String name : words.get(1).split(",")) {
                    refused.computeIfAbsent(name, key -> new ArrayList<>()).add(refusal);
                }
                break;
            case "constant":
                constants.addAll(words.subList(1, words.size()));
                break;
            case "kind":
                kinds.put(words.get(1), line.substring(colon + 3));
                break;
            case "swap":
                Swap swap = new Swap(rest, line.substring(colon + 3));
                for (String name : words.get(1).split(",")) {
                    swaps.computeIfAbsent(name, key -> new ArrayList<>()).add(swap);
                }
                break;
            case "cost":
                Cost cost = new Cost(rest, List.of(line.substring(colon + 3).split(" ")));
                for (String name : words.get(1).split(",")) {
                    costs.computeIfAbsent(name, key -> new ArrayList<>()).add(cost);
                }
                break;
            case "free":
                for (String name : words.get(1).split(",")) {
                    free.computeIfAbsent(name, key -> new ArrayList<>()).addAll(rest);
                }
                break;
            default:
                throw new IllegalStateException(RESOURCE + ": no rule starts like '" + line + "'");
        }
    }

    private String advice(String pattern, String member, String parameters, boolean wholeClass) {
        for (Refusal refusal : refused.getOrDefault(pattern, List.of())) {
            boolean all = refusal.members().contains("*");
            if (all == wholeClass && (all || matches(refusal.members(), member, parameters))) {
                return refusal.advice();
            }
        }
        return null;
    }

    private static boolean matches(List<String> members, String name, String parameters) {
        for (String member : members) {
            boolean hit =
                    member.endsWith("*")
                            ? name.startsWith(member.substring(0, member.length() - 1))
                            : member.equals(name) || member.equals(name + parameters);
            if (hit) {
                return true;
            }
        }
        return false;
    }

    private static <T> T lookUp(Map<String, T> rules, String className) {
        for (String pattern : patterns(className)) {
            T rule = rules.get(pattern);
            if (rule != null) {
                return rule;
            }
        }
        return null;
    }

    /** The patterns that a class matches, from the most to the least specific. */
    private static List<String> patterns(String className) {
        List<String> patterns = new ArrayList<>();
        patterns.add(className);
        for (int dot = className.lastIndexOf('.');
                dot > 0;
                dot = className.lastIndexOf('.', dot - 1)) {
            patterns.add(className.substring(0, dot) + ".*");
        }
        patterns.add("*");
        return patterns;
    }
}
