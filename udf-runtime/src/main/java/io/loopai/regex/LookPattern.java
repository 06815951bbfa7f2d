package io.loopai.regex;

import java.util.Map;

/**
 * A pattern with look-around. Where each look-around holds is found in one pass over the text,
 * which for look-ahead runs backwards; then one pass more finds the match.
 */
final class LookPattern implements JavaPattern {

    private final LookProgram program;
    private final int groups;
    private final Map<String, Integer> names;
    private final int size;

    LookPattern(Node node, int groups, Map<String, Integer> names) {
        this.program = LookProgram.of(node);
        this.groups = groups;
        this.names = names;
        this.size = program.totalSize();
    }

    @Override
    public int groupCount() {
        return groups;
    }

    @Override
    public Map<String, Integer> namedGroups() {
        return names;
    }

    @Override
    public int programSize() {
        return size;
    }

    @Override
    public Search search(CharSequence text) {
        return new LookSearch(program, new LookPlaces(text), groups);
    }
}
