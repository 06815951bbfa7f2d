package io.loopai.regex;

import java.util.Arrays;

/** Searches one text for a pattern with look-around. */
final class LookSearch implements JavaPattern.Search {

    private final LookProgram program;
    private final LookPlaces places;
    private final int[] none;
    private int[] bounds;
    private LookThreads now;
    private LookThreads next;

    LookSearch(LookProgram program, LookPlaces places, int groups) {
        this.program = program;
        this.places = places;
        this.none = new int[2 * groups + 2];
        Arrays.fill(none, -1);
        this.bounds = none;
        this.now = new LookThreads(program, places);
        this.next = new LookThreads(program, places);
    }

    @Override
    public boolean find(int from) {
        return search(from, false, false);
    }

    @Override
    public boolean matches() {
        return search(0, true, true);
    }

    @Override
    public boolean lookingAt() {
        return search(0, true, false);
    }

    @Override
    public int start(int group) {
        return bounds[2 * group];
    }

    @Override
    public int end(int group) {
        return bounds[2 * group + 1];
    }

    private boolean search(int from, boolean atStart, boolean toEnd) {
        now.clear();
        next.clear();
        bounds = null;
        for (int at = from; ; ) {
            if (bounds == null && (at == from || !atStart)) {
                now.add(0, at, at, none);
            }
            int c = places.after(at);
            int to = at + (c < 0 ? 0 : Character.charCount(c));
            for (int i = 0; i < now.size(); i++) {
                if (now.takes(i, c)) {
                    next.add(now.pc(i) + 1, to, now.start(i), now.bounds(i));
                } else if (now.isMatch(i) && (!toEnd || c < 0)) {
                    bounds = now.bounds(i).clone();
                    bounds[0] = now.start(i);
                    bounds[1] = at;
                    break; // what follows is less preferred
                }
            }
            if (c < 0 || next.size() == 0 && (bounds != null || atStart)) {
                return bounds != null;
            }
            at = to;
            LookThreads swap = now;
            now = next;
            next = swap;
            next.clear();
        }
    }
}
