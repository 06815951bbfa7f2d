package io.loopai.oracle.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for pieces of texts in what was sent: as it is, and with JSON's and URLs' escapes, base64 and
 * hexadecimal taken off, one over the other.
 *
 * <pre>{@code
 * Traces.in("aGFtbWVydG9l…").of(List.of("hammertoe"));
 * }</pre>
 *
 * <p>Six letters or digits in a row are a trace, so texts for tests are made of words that stand nowhere
 * else; so are words that are shorter but hold a digit.
 */
public final class Traces {

    private static final int PIECE = 6;
    private static final int MOST_LAYERS = 3;

    private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\+(u[0-9a-fA-F]{4}|[nrtbf\"/])");
    private static final Pattern URL_ESCAPE = Pattern.compile("(?:%[0-9a-fA-F]{2})+");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{8,}");
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}){6,}");

    private final Set<String> layers = new LinkedHashSet<>();

    private Traces(String sent) {
        Set<String> outermost = Set.of(sent);
        for (int i = 0; i <= MOST_LAYERS; i++) {
            Set<String> below = new LinkedHashSet<>();
            for (String text : outermost) {
                if (layers.add(plain(text))) {
                    below.addAll(decoded(text));
                }
            }
            outermost = below;
        }
    }

    /** Everything that was sent. */
    public static Traces in(String sent) {
        return new Traces(sent);
    }

    /** The pieces of the texts that are there. */
    public List<String> of(List<String> texts) {
        Set<String> found = new LinkedHashSet<>();
        for (String text : texts) {
            for (String word : plain(text).split(" ")) {
                int length = Math.min(PIECE, word.length());
                if (length < PIECE && word.chars().noneMatch(Character::isDigit) || length < 3) {
                    continue;
                }
                for (int at = 0; at + length <= word.length(); at++) {
                    String piece = word.substring(at, at + length);
                    if (layers.stream().anyMatch(layer -> layer.contains(piece))) {
                        found.add(piece);
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private static Set<String> decoded(String text) {
        Set<String> all = new LinkedHashSet<>();
        all.add(JSON_ESCAPE.matcher(text).replaceAll(Traces::unescaped));
        all.add(URL_ESCAPE.matcher(text).replaceAll(Traces::percent));
        StringBuilder base64 = new StringBuilder();
        Matcher run = BASE64.matcher(text);
        while (run.find()) {
            String plain = run.group().replace('-', '+').replace('_', '/');
            for (int shift = 0; shift < 4 && shift < plain.length() - 4; shift++) {
                int length = (plain.length() - shift) / 4 * 4;
                byte[] bytes = Base64.getDecoder().decode(plain.substring(shift, shift + length));
                base64.append(new String(bytes, StandardCharsets.UTF_8)).append('\n');
                int rest = (plain.length() - shift) % 4;
                if (rest > 1) {
                    base64.setLength(base64.length() - 1);
                    byte[] last =
                            Base64.getDecoder()
                                    .decode(plain.substring(shift + length, plain.length()));
                    base64.append(new String(last, StandardCharsets.UTF_8)).append('\n');
                }
            }
        }
        all.add(base64.toString());
        StringBuilder hex = new StringBuilder();
        run = HEX.matcher(text);
        while (run.find()) {
            byte[] bytes = HexFormat.of().parseHex(run.group());
            hex.append(new String(bytes, StandardCharsets.UTF_8)).append('\n');
        }
        all.add(hex.toString());
        return all;
    }

    private static String unescaped(MatchResult escape) {
        String code = escape.group(1);
        return Matcher.quoteReplacement(
                code.charAt(0) == 'u'
                        ? String.valueOf((char) Integer.parseInt(code.substring(1), 16))
                        : code.matches("[\"/]") ? code : " ");
    }

    private static String percent(MatchResult escapes) {
        byte[] bytes = HexFormat.of().parseHex(escapes.group().replace("%", ""));
        return Matcher.quoteReplacement(new String(bytes, StandardCharsets.UTF_8));
    }

    /** Words and numbers alone, in small letters. */
    private static String plain(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
            words.add(word);
        }
        return String.join(" ", words).strip();
    }
}
