package io.loopai.privacy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Secrets among the options of commands: {@code --password X}, {@code curl -u jo:X}, {@code mysql -pX}. */
final class CommandSecrets {

    private static final String VALUE = "[\"']?(?P<value>[^\\s\"'<>|;]{3,256})";

    private static final Pattern OPTION =
            Pattern.compile(
                    "(?i)(?:^|[\\s\"',\\[])-{1,2}[\\w.-]*?(?:pass(?:word|wd|phrase|code)?|pwd|token|secret|api[_-]?key|access[_-]?key"
                            + "|auth[_-]?key|private[_-]?key|psk)(?:[ =]|[\"'], ?[\"'])"
                            + VALUE);

    private static final Pattern USER =
            Pattern.compile(
                    "(?:^|\\s)(?:-u|--user|--proxy-user|-U)[ =]?[\"']?[^\\s:\"'/]{1,64}:" + VALUE);

    /** Short options mean a password only with these. */
    private static final Pattern SHORT =
            Pattern.compile(
                    "\\b(?:(?:mysql\\w*|mariadb\\w*)\\b[^\\n|;]{0,120}? -p"
                            + "|(?:sshpass|docker login|podman login|helm registry login|mongo\\w*|mosquitto_\\w+|ldap\\w+|7z|zip|unzip)\\b"
                            + "[^\\n|;]{0,120}? -[pPw] ?|redis-cli\\b[^\\n|;]{0,120}? -a )"
                            + VALUE);

    private static final Pattern NETRC =
            Pattern.compile("(?i)\\blogin \\S{1,64}\\s+password " + VALUE);

    /** What follows when somebody writes of the option. */
    private static final Set<String> PROSE =
            Set.of(
                    "option",
                    "options",
                    "flag",
                    "flags",
                    "is",
                    "was",
                    "has",
                    "parameter",
                    "argument",
                    "switch",
                    "and",
                    "or",
                    "with",
                    "to",
                    "for",
                    "in",
                    "on",
                    "as",
                    "must",
                    "should",
                    "does",
                    "the",
                    "a",
                    "an",
                    "instead",
                    "from",
                    "file",
                    "stdin",
                    "if",
                    "when",
                    "are",
                    "can",
                    "not",
                    "will",
                    "string",
                    "value",
                    "required",
                    "but",
                    "which",
                    "that",
                    "then",
                    "before",
                    "after",
                    "still",
                    "no",
                    "works",
                    "gets",
                    "now",
                    "please",
                    "again",
                    "didn't",
                    "doesn't",
                    "here");

    private CommandSecrets() {}

    static void find(String text, String lower, List<Span> found) {
        if (text.indexOf('-') >= 0) {
            all(OPTION, text, found, false);
            all(USER, text, found, false);
            all(SHORT, text, found, false);
        }
        if (lower.contains("login ")) {
            all(NETRC, text, found, true);
        }
    }

    private static void all(Pattern pattern, String text, List<Span> found, boolean odd) {
        Matcher each = pattern.matcher(text);
        while (each.find()) {
            int start = each.start("value");
            int end = each.end("value");
            while (end > start && ",.:)]".indexOf(text.charAt(end - 1)) >= 0) {
                end--;
            }
            String value = text.substring(start, end).toLowerCase(Locale.ROOT);
            boolean said = PROSE.contains(value) || value.length() < 3;
            boolean elsewhere = "$-{/@".indexOf(text.charAt(start)) >= 0;
            if (!said && !elsewhere && (!odd || NamedSecrets.looksMade(text, start, end))) {
                found.add(new Span(start, end, Kind.SECRET));
            }
        }
    }
}
