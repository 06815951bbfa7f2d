package io.loopai.regex;

import java.util.ArrayList;
import java.util.List;

/** A pattern as instructions, for a search from left to right or from right to left. */
final class LookProgram {

    enum Op {
        CHARS,
        SPLIT,
        SAVE,
        EDGE,
        LOOK,
        MATCH
    }

    /**
     * One instruction.
     *
     * @param x where to go on, or the number of the bound for SAVE
     * @param y where else to go on for SPLIT, when x leads nowhere
     */
    record Step(Op op, int x, int y, Node node, LookProgram looked) {}

    private final List<Step> steps = new ArrayList<>();
    private final boolean backwards;

    private LookProgram(boolean backwards) {
        this.backwards = backwards;
    }

    static LookProgram of(Node node) {
        return of(node, false);
    }

    private static LookProgram of(Node node, boolean backwards) {
        LookProgram program = new LookProgram(backwards);
        program.emit(node);
        program.add(Op.MATCH, 0, 0, null, null);
        return program;
    }

    Step step(int index) {
        return steps.get(index);
    }

    int size() {
        return steps.size();
    }

    /** The instructions of what it looks for around as well. */
    int totalSize() {
        int size = size();
        for (Step step : steps) {
            size += step.looked() == null ? 0 : step.looked().totalSize();
        }
        return size;
    }

    boolean backwards() {
        return backwards;
    }

    private void emit(Node node) {
        if (node instanceof Node.Chars) {
            add(Op.CHARS, 0, 0, node, null);
        } else if (node instanceof Node.Edge) {
            add(Op.EDGE, 0, 0, node, null);
        } else if (node instanceof Node.Look look) {
            add(Op.LOOK, 0, 0, node, of(look.what(), look.ahead()));
        } else if (node instanceof Node.Atomic atomic) {
            emit(atomic.what());
        } else if (node instanceof Node.Group group) {
            add(Op.SAVE, 2 * group.number(), 0, null, null);
            emit(group.what());
            add(Op.SAVE, 2 * group.number() + 1, 0, null, null);
        } else if (node instanceof Node.Sequence sequence) {
            int count = sequence.parts().size();
            for (int i = 0; i < count; i++) {
                emit(sequence.parts().get(backwards ? count - 1 - i : i));
            }
        } else if (node instanceof Node.Choice choice) {
            emitChoice(choice.parts());
        } else {
            emitRepeat((Node.Repeat) node);
        }
    }

    private void emitChoice(List<Node> parts) {
        List<Integer> ends = new ArrayList<>();
        for (Node part : parts.subList(0, parts.size() - 1)) {
            int split = add(Op.SPLIT, 0, 0, null, null);
            emit(part);
            ends.add(add(Op.SPLIT, 0, 0, null, null));
            split(split, split + 1, size());
        }
        emit(parts.get(parts.size() - 1));
        ends.forEach(end -> split(end, size(), size()));
    }

    private void emitRepeat(Node.Repeat repeat) {
        boolean endless = repeat.max() == Node.NO_MAX;
        // The last x of x{3,} is the loop itself: written twice, nested repeats would double.
        for (int i = endless ? 1 : 0; i < repeat.min(); i++) {
            emit(repeat.what());
        }
        List<Integer> splits = new ArrayList<>();
        if (endless) {
            // (x+)? rather than x*, so that an empty x goes on behind the loop.
            if (repeat.min() == 0) {
                splits.add(add(Op.SPLIT, 0, 0, null, null));
            }
            int body = size();
            emit(repeat.what());
            int loop = add(Op.SPLIT, 0, 0, null, null);
            branch(loop, body, size(), repeat.lazy());
        }
        for (int i = repeat.min(); i < repeat.max(); i++) {
            splits.add(add(Op.SPLIT, 0, 0, null, null));
            emit(repeat.what());
        }
        splits.forEach(split -> branch(split, split + 1, size(), repeat.lazy()));
    }

    private void branch(int at, int in, int out, boolean lazy) {
        split(at, lazy ? out : in, lazy ? in : out);
    }

    private void split(int at, int x, int y) {
        steps.set(at, new Step(Op.SPLIT, x, y, null, null));
    }

    private int add(Op op, int x, int y, Node node, LookProgram looked) {
        steps.add(new Step(op, x, y, node, looked));
        return steps.size() - 1;
    }
}
