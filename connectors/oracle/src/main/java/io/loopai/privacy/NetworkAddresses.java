package io.loopai.privacy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Set;
import org.apache.commons.validator.routines.InetAddressValidator;

/** IPv4, IPv6 and MAC addresses; not those that every machine has, and not version numbers. */
final class NetworkAddresses {

    private static final InetAddressValidator VALIDATOR = InetAddressValidator.getInstance();
    private static final int LONGEST = 45;
    private static final int MAC_LENGTH = 17;
    private static final int CUE = 12;

    /** Before what looks like an IPv4 address: then it is no address. */
    private static final Set<String> NUMBERED =
            Set.of(
                    "version",
                    "ver",
                    "v",
                    "release",
                    "build",
                    "firmware",
                    "driver",
                    "section",
                    "chapter",
                    "clause",
                    "kapitel",
                    "abschnitt",
                    "ziffer",
                    "versión",
                    "rev",
                    "revision",
                    "sdk",
                    "oid",
                    "upgraded",
                    "chrome",
                    "edition",
                    "release:",
                    "patch");

    private static final int UPGRADE = 40;

    /** Of two versions, also further before. */
    private static final Set<String> UPGRADED =
            Set.of("upgraded", "upgrade", "updated", "downgraded", "upgrading", "bumped", "bump");

    private static final Set<String> MAC_WORDS =
            Set.of(
                    "mac",
                    "hwaddr",
                    "ether",
                    "ethernet",
                    "bssid",
                    "address",
                    "addr",
                    "hw",
                    "lladdr");

    private static final Pattern DOTTED_MAC =
            Pattern.compile("(?i)[0-9a-f]{4}(?:\\.[0-9a-f]{4}){2}");
    private static final Pattern PLAIN_MAC = Pattern.compile("(?i)[0-9a-f]{12}");

    private static final Pattern HOST =
            Pattern.compile(
                    "(?i)\\bip-(\\d{1,3}(?:-\\d{1,3}){3})\\b"
                            + "|\\b(\\d{1,3}(?:-\\d{1,3}){3})\\.[a-z][a-z0-9-]*\\."
                            + "|\\b\\d{1,3}(?: ?[\\[({] ?(?:\\.|dot) ?[\\])}] ?\\d{1,3}){3}\\b");

    private NetworkAddresses() {}

    static void find(String text, List<Span> found) {
        otherwise(text, found);
        int i = 0;
        while (i < text.length()) {
            if (!isAddress(text.charAt(i)) || i > 0 && DigitRun.isWord(text.charAt(i - 1))) {
                i++;
                continue;
            }
            int start = i;
            while (i < text.length() && isAddress(text.charAt(i))) {
                i++;
            }
            if (i == text.length() || !DigitRun.isWord(text.charAt(i))) {
                look(text, start, i, found);
            }
        }
    }

    private static void look(String text, int from, int to, List<Span> found) {
        int start = from;
        int end = to;
        while (end > start && ".-".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        if (end > start + 1 && text.charAt(end - 1) == ':' && !text.startsWith("::", end - 2)) {
            end--;
        }
        while (start < end && ".-".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        if (start < end && text.charAt(start) == ':' && !text.startsWith("::", start)) {
            start++;
        }
        String token = text.substring(start, Math.max(start, end));
        int port = token.indexOf(':');
        String four = port >= 0 ? token.substring(0, port) : token;
        if (isFour(text, start, four)) {
            found.add(new Span(start, start + four.length(), Kind.IP));
        } else if (token.length() == MAC_LENGTH && isMac(token)
                || isMacOfThree(text, start, token)) {
            found.add(new Span(start, end, Kind.MAC));
        } else if (token.length() <= LONGEST && isSix(token)) {
            found.add(new Span(start, end, Kind.IP));
        }
    }

    private static boolean isFour(String text, int start, String token) {
        if (token.length() > 15 || !VALIDATOR.isValidInet4Address(token)) {
            return false;
        }
        return !token.startsWith("0.")
                && !token.startsWith("127.")
                && !token.startsWith("255.255.")
                && !(token.endsWith(".0") && isProduct(text, start))
                && !Cues.before(text, start, CUE, NUMBERED)
                && !Cues.before(text, start, UPGRADE, UPGRADED);
    }

    /** As in Chrome/120.0.0.0; host/10.1.2.3 is an address. */
    private static boolean isProduct(String text, int start) {
        return start > 1
                && text.charAt(start - 1) == '/'
                && Character.isLetter(text.charAt(start - 2));
    }

    /** Not a time such as 12:30:45, and not a name such as fee::add. */
    private static boolean isSix(String token) {
        int colons = 0;
        boolean digit = false;
        for (int i = 0; i < token.length(); i++) {
            colons += token.charAt(i) == ':' ? 1 : 0;
            digit |= DigitRun.isDigit(token, i);
        }
        return colons >= 2
                && digit
                && (colons >= 3 || token.indexOf("::") >= 3)
                && VALIDATOR.isValidInet6Address(token);
    }

    private static boolean isMac(String token) {
        char separator = token.charAt(2);
        if (separator != ':' && separator != '-') {
            return false;
        }
        boolean letterOrDigit = false;
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (i % 3 == 2 ? c != separator : Character.digit(c, 16) < 0) {
                return false;
            }
            letterOrDigit |= i % 3 != 2 && c != '0' && c != 'f' && c != 'F';
        }
        return letterOrDigit;
    }

    /** As Cisco writes it, 0011.2233.44ff, or in one piece behind a word; numbers with dots are none. */
    private static boolean isMacOfThree(String text, int start, String token) {
        boolean dotted = DOTTED_MAC.matcher(token).matches();
        boolean letter = token.chars().anyMatch(Character::isLetter);
        return dotted && letter
                || (dotted || PLAIN_MAC.matcher(token).matches())
                        && Cues.before(text, start, CUE, MAC_WORDS);
    }

    /** Parts of hosts' names: ip-10-0-3-17, 203-0-113-9.dsl.example.net; and with dots in brackets. */
    private static void otherwise(String text, List<Span> found) {
        Matcher host = HOST.matcher(text);
        while (host.find()) {
            int group = host.start(1) >= 0 ? 1 : host.start(2) >= 0 ? 2 : 0;
            String four = host.group(group).replaceAll("[^0-9]+", ".");
            if (VALIDATOR.isValidInet4Address(four)) {
                found.add(new Span(host.start(group), host.end(group), Kind.IP));
            }
        }
    }

    private static boolean isAddress(char c) {
        return c >= '0' && c <= '9'
                || c >= 'a' && c <= 'f'
                || c >= 'A' && c <= 'F'
                || c == '.'
                || c == ':'
                || c == '-';
    }
}
