package io.loopai.sandbox.guest;

import java.util.regex.MatchResult;

/** One match, independent of what its matcher does next. */
final class Found implements MatchResult {

    private final String text;

    /** Start and end of every group, -1 where it took no part; null when there was no match. */
    private final int[] bounds;

    Found(String text, int[] bounds) {
        this.text = text;
        this.bounds = bounds;
    }

    @Override
    public int start() {
        return start(0);
    }

    @Override
    public int end() {
        return end(0);
    }

    @Override
    public String group() {
        return group(0);
    }

    @Override
    public int start(int group) {
        return bound(group, 0);
    }

    @Override
    public int end(int group) {
        return bound(group, 1);
    }

    @Override
    public String group(int group) {
        int start = start(group);
        return start < 0 ? null : Matcher.piece(text, start, end(group));
    }

    @Override
    public int groupCount() {
        return bounds == null ? 0 : bounds.length / 2 - 1;
    }

    private int bound(int group, int which) {
        if (bounds == null) {
            throw new IllegalStateException("No match found");
        }
        if (group < 0 || group > groupCount()) {
            throw new IndexOutOfBoundsException("No group " + group);
        }
        return bounds[2 * group + which];
    }
}
