package io.loopai.generator.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Java class in an LLM's reply, which may stand in a fenced block with or without a language,
 * among other blocks, between prose, or in no block at all.
 *
 * <pre>{@code
 * ReplyCode code = ReplyCode.in(reply.text());
 * code.source();    // null when there is no class
 * code.complete();  // false when the reply breaks off within it
 * }</pre>
 *
 * @param source of the class, with its package if it has one; null when there is none
 * @param complete whether the class ends within the reply
 */
public record ReplyCode(String source, boolean complete) {

    private static final Pattern FENCE = Pattern.compile("(?m)^[ \\t>]*(?:```|~~~)[^\\n`]*$");
    private static final Pattern CLASS = Pattern.compile("\\bimplements\\s[^{]*\\bProgram\\b");
    private static final Pattern START =
            Pattern.compile("(?m)^\\s*(?:package|import|public|final|@|class|/\\*\\*?|//)\\b?.*$");

    /** The class in a reply: the last one where there are several, since later ones are corrections. */
    public static ReplyCode in(String reply) {
        String text = reply.replace("\r\n", "\n");
        ReplyCode found = new ReplyCode(null, false);
        for (ReplyCode block : blocks(text)) {
            if (CLASS.matcher(block.source).find() && (block.complete || found.source == null)) {
                found = block;
            }
        }
        return found.source == null ? unfenced(text) : found;
    }

    private static List<ReplyCode> blocks(String text) {
        List<ReplyCode> blocks = new ArrayList<>();
        Matcher fence = FENCE.matcher(text);
        int open = -1;
        while (fence.find()) {
            if (open < 0) {
                open = fence.end();
            } else {
                blocks.add(new ReplyCode(text.substring(open, fence.start()).strip(), true));
                open = -1;
            }
        }
        if (open >= 0) {
            String rest = text.substring(open).strip();
            blocks.add(new ReplyCode(rest, balanced(rest)));
        }
        return blocks;
    }

    /** From the first line that looks like Java to the last brace. */
    private static ReplyCode unfenced(String text) {
        Matcher start = START.matcher(text);
        if (!CLASS.matcher(text).find() || FENCE.matcher(text).find() || !start.find()) {
            return new ReplyCode(null, false);
        }
        int end = text.lastIndexOf('}') + 1;
        String source = text.substring(start.start(), Math.max(end, start.start()));
        boolean whole = balanced(source);
        return new ReplyCode((whole ? source : text.substring(start.start())).strip(), whole);
    }

    /** Braces in strings seldom come without their partners: enough to see that a class breaks off. */
    private static boolean balanced(String source) {
        long open = source.chars().filter(c -> c == '{').count();
        return open > 0 && open == source.chars().filter(c -> c == '}').count();
    }
}
