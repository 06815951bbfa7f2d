package io.loopai.regex;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link JavaSyntax} wrote when it has look-around or possessive quantifiers. */
final class LookParser {

    private static final int MAX_DEPTH = 100;

    private final String shown;
    private final String regex;
    private final Map<String, CharSet> sets = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();
    private int flags;
    private int at;
    private int depth;
    private int groups;
    private int looks;

    LookParser(String shown, String regex, int flags) {
        this.shown = shown;
        this.regex = regex;
        this.flags = flags;
    }

    LookPattern parse() {
        Node node = choice();
        if (at < regex.length()) {
            throw malformed("unexpected )");
        }
        LinearPattern.checkGroups(shown, groups);
        return new LookPattern(node, groups, Map.copyOf(names));
    }

    private Node choice() {
        if (++depth > MAX_DEPTH) {
            throw malformed("groups are nested too deeply");
        }
        List<Node> parts = new ArrayList<>();
        parts.add(sequence());
        while (charAt(at) == '|') {
            at++;
            parts.add(sequence());
        }
        depth--;
        return checked(Node.Choice.of(parts));
    }

    private Node sequence() {
        List<Node> parts = new ArrayList<>();
        while (at < regex.length() && "|)".indexOf(regex.charAt(at)) < 0) {
            if (regex.startsWith("\\Q", at)) {
                quoted(parts);
            } else {
                Node atom = atom();
                if (atom != null) {
                    parts.add(repeated(atom));
                }
            }
        }
        return checked(Node.Sequence.of(parts));
    }

    private void quoted(List<Node> parts) {
        int end = regex.indexOf("\\E", at);
        int stop = end < 0 ? regex.length() : end;
        at += 2;
        while (at < stop) {
            int next = at + Character.charCount(regex.codePointAt(at));
            parts.add(literal(regex.codePointAt(at)));
            at = next;
        }
        at = end < 0 ? stop : end + 2;
        if (!parts.isEmpty()) {
            parts.add(repeated(parts.remove(parts.size() - 1)));
        }
    }

    private Node atom() {
        char c = regex.charAt(at);
        switch (c) {
            case '(':
                return group();
            case '^':
                at++;
                return new Node.Edge((flags & Pattern.MULTILINE) != 0 ? '^' : 'A');
            case '$':
                at++;
                return new Node.Edge((flags & Pattern.MULTILINE) != 0 ? '$' : 'z');
            case '*':
            case '+':
            case '?':
                throw malformed("missing argument to repetition operator");
            default:
        }
        char escaped = c == '\\' ? charAt(at + 1) : 'x';
        if ("AzbB".indexOf(escaped) >= 0) {
            at += 2;
            return new Node.Edge(escaped);
        }
        if (escaped >= '1' && escaped <= '9' || escaped == 'k') {
            throw RegexException.notLinear(shown, "a back-reference");
        }
        int end = RegexCost.endOfAtom(regex, at);
        String atom = regex.substring(at, end);
        int codePoint = atom.codePointAt(0);
        boolean itself = end == at + Character.charCount(codePoint) && ".[\\".indexOf(c) < 0;
        at = end;
        return itself ? literal(codePoint) : chars(atom);
    }

    private Node literal(int codePoint) {
        return (flags & Pattern.CASE_INSENSITIVE) == 0
                ? new Node.Chars(CharSet.of(codePoint))
                : chars(Pattern.quote(Character.toString(codePoint)));
    }

    private Node chars(String atom) {
        int kept = flags & (Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        return new Node.Chars(sets.computeIfAbsent((char) kept + atom, key -> set(atom, kept)));
    }

    private CharSet set(String atom, int kept) {
        try {
            return CharSet.of(Pattern.compile(atom, kept));
        } catch (PatternSyntaxException e) {
            throw malformed(e.getDescription());
        }
    }

    private Node group() {
        int before = flags;
        at++;
        Node node;
        if (charAt(at) != '?') {
            node = capture();
        } else if (charAt(at + 1) == '>') {
            at += 2;
            node = Atomics.atomic(choice());
            if (node == null) {
                throw RegexException.of(
                        shown,
                        "has an atomic group, which cannot be matched in linear time; write (?:…)");
            }
        } else if (charAt(at + 1) == '=' || charAt(at + 1) == '!') {
            node = look(true);
        } else if (charAt(at + 1) == '<' && "=!".indexOf(charAt(at + 2)) >= 0) {
            at++;
            node = look(false);
        } else if (charAt(at + 1) == '<') {
            int end = regex.indexOf('>', at);
            String name = end < 0 ? "" : regex.substring(at + 2, end);
            if (name.isEmpty() || names.put(name, groups + 1) != null) {
                throw malformed("invalid named capture");
            }
            at = end + 1;
            node = capture();
        } else {
            setFlags();
            if (charAt(at) == ')') {
                at++;
                return null; // flags for the rest of the group around
            }
            at++;
            node = choice();
        }
        if (charAt(at) != ')') {
            throw malformed("missing closing )");
        }
        at++;
        flags = before;
        return checked(node);
    }

    private Node capture() {
        if (looks > 0) {
            throw RegexException.of(
                    shown,
                    "has a group inside of look-around, which is not supported; write (?:…)");
        }
        int number = ++groups;
        return Node.Group.of(choice(), number);
    }

    private Node look(boolean ahead) {
        boolean negative = charAt(at + 1) == '!';
        at += 2;
        looks++;
        Node what = choice();
        looks--;
        return Node.Look.of(what, ahead, negative);
    }

    private void setFlags() {
        boolean on = true;
        for (at++; at < regex.length() && ":)".indexOf(regex.charAt(at)) < 0; at++) {
            char c = regex.charAt(at);
            int flag =
                    c == 'i'
                            ? Pattern.CASE_INSENSITIVE
                            : c == 's' ? Pattern.DOTALL : c == 'm' ? Pattern.MULTILINE : 0;
            on = on && c != '-';
            flags = on ? flags | flag : flags & ~flag;
        }
    }

    private Node repeated(Node atom) {
        int min;
        int max;
        char c = charAt(at);
        if (c == '*' || c == '+' || c == '?') {
            min = c == '+' ? 1 : 0;
            max = c == '?' ? 1 : Node.NO_MAX;
            at++;
        } else if (c == '{' && regex.indexOf('}', at) > 0) {
            int end = regex.indexOf('}', at);
            String counts = regex.substring(at + 1, end);
            if (!counts.matches("\\d{1,4}(,\\d{0,4})?")) {
                return atom; // a brace that stands for itself
            }
            int comma = counts.indexOf(',');
            min = Integer.parseInt(comma < 0 ? counts : counts.substring(0, comma));
            String most = comma < 0 ? counts : counts.substring(comma + 1);
            max = most.isEmpty() ? Node.NO_MAX : Integer.parseInt(most);
            at = end + 1;
            if (max != Node.NO_MAX && max < min || Math.max(min, max) > 1000) {
                throw malformed("invalid repeat count");
            }
        } else {
            return atom;
        }
        boolean possessive = charAt(at) == '+';
        boolean lazy = charAt(at) == '?';
        at += possessive || lazy ? 1 : 0;
        if (at < regex.length() && "*+?".indexOf(regex.charAt(at)) >= 0) {
            throw malformed("invalid nested repetition operator");
        }
        Node node =
                possessive
                        ? Atomics.possessive(atom, min, max)
                        : Node.Repeat.of(atom, min, max, lazy);
        if (node == null) {
            throw RegexException.of(
                    shown,
                    "has a possessive quantifier at '"
                            + regex.substring(Math.max(0, at - 3), at)
                            + "', which cannot be matched in linear time; leave out the last +,"
                            + " which is needed for speed only");
        }
        return checked(node);
    }

    private Node checked(Node node) {
        LinearPattern.checkCost(shown, node.cost() + 4);
        return node;
    }

    private RegexException malformed(String problem) {
        return RegexException.of(shown, "is malformed: " + problem);
    }

    private char charAt(int index) {
        return index < regex.length() ? regex.charAt(index) : '\0';
    }
}
