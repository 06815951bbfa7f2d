package io.loopai.regex;

import java.util.Map;

/** A compiled pattern of Java's syntax, which takes time linear in the text. */
public interface JavaPattern {

    int groupCount();

    Map<String, Integer> namedGroups();

    /** The most steps a search may take per character of the text. */
    int programSize();

    /** A search in the text, which reads it one character at a time. */
    Search search(CharSequence text);

    /** The last match in one text; its bounds mean nothing when there was none. */
    interface Search {

        boolean find(int from);

        boolean matches();

        boolean lookingAt();

        int start(int group);

        int end(int group);
    }
}
