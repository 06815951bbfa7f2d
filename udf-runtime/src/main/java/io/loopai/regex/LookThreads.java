package io.loopai.regex;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** All ways in which a match can go on from one place, the preferred ones first. */
final class LookThreads {

    private record Todo(int pc, int[] bounds) {}

    private final LookProgram program;
    private final LookPlaces places;
    private final boolean[] seen;
    private final int[] pcs;
    private final int[] starts;
    private final int[][] bounds;
    private int size;

    LookThreads(LookProgram program, LookPlaces places) {
        this.program = program;
        this.places = places;
        this.seen = new boolean[program.size()];
        this.pcs = new int[program.size()];
        this.starts = new int[program.size()];
        this.bounds = new int[program.size()][];
    }

    /** Goes on from an instruction until a character must be read; once per instruction. */
    void add(int from, int at, int start, int[] groups) {
        Deque<Todo> todo = new ArrayDeque<>();
        todo.push(new Todo(from, groups));
        while (!todo.isEmpty()) {
            Todo one = todo.pop();
            int pc = one.pc();
            if (seen[pc]) {
                continue;
            }
            seen[pc] = true;
            LookProgram.Step step = program.step(pc);
            switch (step.op()) {
                case SPLIT:
                    todo.push(new Todo(step.y(), one.bounds()));
                    todo.push(new Todo(step.x(), one.bounds()));
                    break;
                case SAVE:
                    int[] changed = one.bounds() == null ? null : one.bounds().clone();
                    if (changed != null) {
                        changed[step.x()] = at;
                    }
                    todo.push(new Todo(pc + 1, changed));
                    break;
                case EDGE:
                case LOOK:
                    if (places.holds(step, at)) {
                        todo.push(new Todo(pc + 1, one.bounds()));
                    }
                    break;
                default:
                    pcs[size] = pc;
                    starts[size] = start;
                    bounds[size++] = one.bounds();
            }
        }
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
        Arrays.fill(seen, false);
    }
}
