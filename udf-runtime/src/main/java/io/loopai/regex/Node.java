package io.loopai.regex;

import java.util.List;

/** A piece of a pattern with look-around. */
sealed interface Node {

    int NO_MAX = -1;

    /** Far above every limit: a rewritten piece may stand in another twice, 100 levels deep. */
    long MOST = 1L << 32;

    private static long atMost(long cost) {
        return Math.min(cost, MOST);
    }

    /** An upper bound of the number of instructions that it compiles to. */
    long cost();

    /** Whether it can match without a character. */
    boolean nullable();

    /** Whether there is at most one way to match at a place. */
    boolean oneWay();

    record Chars(CharSet set) implements Node {
        @Override
        public long cost() {
            return 1;
        }

        @Override
        public boolean nullable() {
            return false;
        }

        @Override
        public boolean oneWay() {
            return true;
        }
    }

    /** An end of the text or of a line ({@code A z ^ $}), or of a word ({@code b B}). */
    record Edge(char kind) implements Node {
        @Override
        public long cost() {
            return 1;
        }

        @Override
        public boolean nullable() {
            return true;
        }

        @Override
        public boolean oneWay() {
            return true;
        }
    }

    record Look(Node what, boolean ahead, boolean negative, long cost) implements Node {
        static Node of(Node what, boolean ahead, boolean negative) {
            return new Look(what, ahead, negative, atMost(what.cost() + 2));
        }

        @Override
        public boolean nullable() {
            return true;
        }

        @Override
        public boolean oneWay() {
            return true;
        }
    }

    record Sequence(List<Node> parts, long cost, boolean nullable, boolean oneWay) implements Node {
        static Node of(List<Node> parts) {
            return parts.size() == 1
                    ? parts.get(0)
                    : new Sequence(
                            List.copyOf(parts),
                            atMost(parts.stream().mapToLong(Node::cost).sum()),
                            parts.stream().allMatch(Node::nullable),
                            parts.stream().allMatch(Node::oneWay));
        }
    }

    record Choice(List<Node> parts, long cost, boolean nullable) implements Node {
        static Node of(List<Node> parts) {
            return parts.size() == 1
                    ? parts.get(0)
                    : new Choice(
                            List.copyOf(parts),
                            atMost(parts.stream().mapToLong(Node::cost).sum() + 2L * parts.size()),
                            parts.stream().anyMatch(Node::nullable));
        }

        @Override
        public boolean oneWay() {
            return false;
        }
    }

    record Repeat(Node what, int min, int max, boolean lazy, long cost) implements Node {
        static Node of(Node what, int min, int max, boolean lazy) {
            long times = Math.max(1, Math.max(min, max));
            return new Repeat(what, min, max, lazy, atMost((what.cost() + 2) * times + 2));
        }

        @Override
        public boolean nullable() {
            return min == 0 || what.nullable();
        }

        @Override
        public boolean oneWay() {
            return min == max && what.oneWay();
        }
    }

    record Group(Node what, int number, long cost) implements Node {
        static Node of(Node what, int number) {
            return new Group(what, number, atMost(what.cost() + 2));
        }

        @Override
        public boolean nullable() {
            return what.nullable();
        }

        @Override
        public boolean oneWay() {
            return what.oneWay();
        }
    }

    /** What was rewritten so that there is one way to match only. */
    record Atomic(Node what) implements Node {
        @Override
        public long cost() {
            return what.cost();
        }

        @Override
        public boolean nullable() {
            return what.nullable();
        }

        @Override
        public boolean oneWay() {
            return true;
        }
    }
}
