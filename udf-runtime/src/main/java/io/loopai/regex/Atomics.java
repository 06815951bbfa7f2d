package io.loopai.regex;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes atomic groups and possessive quantifiers as look-ahead, where that is the same: {@code
 * x*+} is {@code x*(?!x)}, and {@code (?>a|b)} is {@code a|(?!a)b}.
 */
final class Atomics {

    private Atomics() {}

    /** The same as an atomic group of it; null when there is no such. */
    static Node atomic(Node node) {
        if (node.oneWay()) {
            return node;
        }
        if (node instanceof Node.Group group) {
            Node what = atomic(group.what());
            return what == null ? null : Node.Group.of(what, group.number());
        }
        if (node instanceof Node.Repeat repeat) {
            return repeat.lazy()
                    ? possessive(repeat.what(), repeat.min(), repeat.min())
                    : possessive(repeat.what(), repeat.min(), repeat.max());
        }
        if (node instanceof Node.Sequence sequence) {
            return sequence(sequence.parts());
        }
        return choice(((Node.Choice) node).parts());
    }

    static Node possessive(Node what, int min, int max) {
        Node one = atomic(what);
        boolean simple = what.oneWay() || min <= 1;
        if (one == null || !simple || max != 1 && what.nullable()) {
            return null;
        }
        if (min == max) {
            return new Node.Atomic(Node.Repeat.of(one, min, max, false));
        }
        Node stop = not(what);
        if (max == Node.NO_MAX) {
            return new Node.Atomic(
                    Node.Sequence.of(List.of(Node.Repeat.of(one, min, max, false), stop)));
        }
        Node fewer = Node.Repeat.of(one, min, max - 1, false);
        return new Node.Atomic(
                Node.Choice.of(
                        List.of(
                                Node.Repeat.of(one, max, max, false),
                                Node.Sequence.of(List.of(fewer, stop)))));
    }

    private static Node sequence(List<Node> parts) {
        List<Node> rewritten = new ArrayList<>(parts);
        int last = parts.size() - 1;
        for (int i = 0; i < last; i++) {
            if (!parts.get(i).oneWay()) {
                return null;
            }
        }
        Node end = atomic(parts.get(last));
        rewritten.set(last, end);
        return end == null ? null : new Node.Atomic(Node.Sequence.of(rewritten));
    }

    private static Node choice(List<Node> parts) {
        List<Node> rewritten = new ArrayList<>();
        List<Node> before = new ArrayList<>();
        for (Node part : parts) {
            Node one = atomic(part);
            if (one == null) {
                return null;
            }
            List<Node> all = new ArrayList<>(before);
            all.add(one);
            rewritten.add(Node.Sequence.of(all));
            before.add(not(part));
        }
        return new Node.Atomic(Node.Choice.of(rewritten));
    }

    private static Node not(Node node) {
        return Node.Look.of(node, true, true);
    }
}
