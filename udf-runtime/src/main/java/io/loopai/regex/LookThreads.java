package io.loopai.regex;

import java.util.Arrays;

/** All ways in which a match can go on from one place, the preferred ones first. */
final class LookThreads {

    private final LookProgram program;
    private final LookPlaces places;
    private final boolean[] seen;
    private final int[] pcs;
    private final int[] starts;
    private final int[][] bounds;
    private int size;

    /** What is still to be looked at, and the bounds of groups on the way there. No garbage. */
    private final int[] todo;

    private final int[][] todoBounds;
    private int todos;

    LookThreads(LookProgram program, LookPlaces places) {
        this.program = program;
        this.places = places;
        this.seen = new boolean[program.size()];
        this.pcs = new int[program.size()];
        this.starts = new int[program.size()];
        this.bounds = new int[program.size()][];
        this.todo = new int[program.size() + 1]; // an instruction leads to two others at most, once
        this.todoBounds = new int[program.size() + 1][];
    }

    /** Goes on from an instruction until a character must be read; once per instruction. */
    void add(int from, int at, int start, int[] groups) {
        push(from, groups);
        while (todos > 0) {
            int pc = todo[--todos];
            int[] known = todoBounds[todos];
            if (seen[pc]) {
                continue;
            }
            seen[pc] = true;
            LookProgram.Step step = program.step(pc);
            switch (step.op()) {
                case SPLIT:
                    push(step.y(), known);
                    push(step.x(), known);
                    break;
                case SAVE:
                    int[] changed = known == null ? null : known.clone();
                    if (changed != null) {
                        changed[step.x()] = at;
                    }
                    push(pc + 1, changed);
                    break;
                case EDGE:
                case LOOK:
                    if (places.holds(step, at)) {
                        push(pc + 1, known);
                    }
                    break;
                default:
                    pcs[size] = pc;
                    starts[size] = start;
                    bounds[size++] = known;
            }
        }
    }

    private void push(int pc, int[] known) {
        todo[todos] = pc;
        todoBounds[todos++] = known;
    }

    int size() {
        return size;
    }

    boolean isMatch(int i) {
        return program.step(pcs[i]).op() == LookProgram.Op.MATCH;
    }

    boolean takes(int i, int c) {
        return c >= 0
                && program.step(pcs[i]).node() instanceof Node.Chars chars
                && chars.set().has(c);
    }

    int pc(int i) {
        return pcs[i];
    }

    int start(int i) {
        return starts[i];
    }

    int[] bounds(int i) {
        return bounds[i];
    }

    void clear() {
        size = 0;
        todos = 0;
        Arrays.fill(seen, false);
    }
}
