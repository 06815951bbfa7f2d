package io.loopai.privacy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Secrets behind a word that names them: {@code password=…}, "the PIN is …", {@code "token": "…"}. */
final class NamedSecrets {

    private static final int LEAST_SESSION = 16;
    private static final int LONGEST_FIELD = 256;

    /** Signs that more often say something else of a password. */
    private static final Set<String> WEAK =
            Set.of("was", "war", "era", "fue", "foi", "était", "with", "mit", "auf", "to");

    private static final Pattern SHORT_NAME = Pattern.compile("^_?(?:token|pin|pass |tan\\b)");

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][\\w.]*");

    private static final Pattern ALGORITHM =
            Pattern.compile(
                    "(?i)(?:sha|md|aes|rsa|base|utf|bcrypt|scrypt|argon|oauth|http|v|x|ed|hmac|hs|rs|es|ntlm|saml)"
                            + "[-_]?\\d[\\w.-]*|\\d+(?:st|nd|rd|th|ms|px|kb|mb|x|h|min|%|-.*)|.*[/=].*");

    /** What a name of a secret says, in several languages. */
    private static final String STRONG =
            "pass(?:word|wd|phrase|code|wort)s?|pwd|kennwort|kod(?:e|e)ord|contrase(?:ñ|n)a|clave|mot de passe|mdp|senha"
                    + "|parola|has(?:ł|l)o|wachtwoord|l(?:ö|o)senord|salasana|şifre|sifre|пароль"
                    + "|api[ _-]?key|apikey|secret(?:[ _-]?(?:access[ _-]?)?key)?|client[ _-]?secret"
                    + "|private[ _-]?key|access[ _-]?key|auth[ _-]?key|encryption[ _-]?key|signing[ _-]?key"
                    + "|(?:access|auth|refresh|session|bearer|api|id|csrf)[ _-]?token"
                    + "|x-api-key|authorization|connection[ _-]?string|パスワード|密码|密碼|비밀번호"
                    + "|pre-?shared[ _-]?key|psk|(?:master|storage|shared|account|webhook|webhook[ _-]signing|admin|app"
                    + "|service|license|deploy)[ _-]?key|(?:j?session|phpsess)[ _-]?id|connect\\.sid"
                    + "|(?:auth|session)[ _-]?cookie|(?:wi-?fi|wlan|wpa\\d?)[ _-]?(?:key|schlüssel|code)|secret|adgangskode|heslo|jelsz(?:ó|o)|wachtwoord";

    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)(?:"
                            + STRONG
                            + "|(?:\\b|_)(?:token|pin|cvv|cvc|cvv2|otp|tan|pass|pw|psw))(?:[ _-]?(?:hash|base|code|nummer|number|value|old|new|prod|dev|test|live|[12]))?"
                            + "(?: (?:provisoire|temporaire|actuel|initial|provisional|temporal|inicial|provvisoria|temporanea|nuova|provisória|temporária))?"
                            + "(?: (?:for|of|on|von|für|zum|zur|vom|de|del|do|du|pour|per|para|voor)(?: [^\\s=:]{1,30}){1,3}?"
                            + "| (?:que|i) (?:puse|uso|usé|tengo|use|used|set|chose))?"
                            + "[\"'\\\\]{0,2}\\s{0,2}"
                            + "(?P<sign>:=|=>|=|:|：|\\bis\\b:?|\\bist\\b:?|\\best\\b:?|\\bes\\b:?|[éè]:?|\\bto\\b|\\blautete?t?\\b:?|\\bwas\\b:?|\\bwar\\b:?|\\bera\\b:?|\\bfue\\b:?|\\bfoi\\b:?|\\bétait\\b:?|\\bwith\\b"
                            + "|\\bmit\\b|\\bauf\\b|\\ber\\b:?|\\bär\\b:?|\\bto jest\\b|->|→|は|是|为|는|은|：)"
                            + "\\s{0,3}[\"'\\\\]{0,2}(?P<value>[^\\s\"'\\\\,;&<>{}()\\[\\]]{3,256}(?:&[^\\s\"'\\\\,;<>{}()\\[\\]]*)?)");

    private static final Set<String> NO_VALUES =
            Set.of(
                    "null",
                    "none",
                    "nil",
                    "true",
                    "false",
                    "yes",
                    "no",
                    "empty",
                    "invalid",
                    "required",
                    "missing",
                    "expired",
                    "wrong",
                    "incorrect",
                    "reset",
                    "changed",
                    "unset",
                    "undefined",
                    "the",
                    "how",
                    "what",
                    "why",
                    "when",
                    "where",
                    "can",
                    "could",
                    "please",
                    "forgot",
                    "forgotten",
                    "must",
                    "should",
                    "not",
                    "too",
                    "mandatory",
                    "optional",
                    "string",
                    "password",
                    "str",
                    "int",
                    "your",
                    "this",
                    "that",
                    "and",
                    "for",
                    "failed",
                    "denied",
                    "accepted",
                    "updated",
                    "bearer",
                    "basic",
                    "digest",
                    "negotiate",
                    "anonymous",
                    "unknown",
                    "disabled",
                    "enabled",
                    "redacted",
                    "hidden",
                    "masked",
                    "xxx",
                    "xxxx",
                    "default",
                    "string.",
                    "was",
                    "are",
                    "has",
                    "you",
                    "neues",
                    "neu",
                    "vergessen",
                    "falsch",
                    "abgelaufen",
                    "oublié",
                    "olvidada",
                    "error",
                    "ok",
                    "success",
                    "failure",
                    "root",
                    "sent",
                    "verified",
                    "does",
                    "unable",
                    "need",
                    "request",
                    "got",
                    "did",
                    "here",
                    "next",
                    "hier",
                    "weiter",
                    "ok.",
                    "submit",
                    "login",
                    "log in");

    private static final Pattern QUOTED =
            Pattern.compile(
                    "(?i)(?:"
                            + STRONG
                            + "|(?:\\b|_)(?:pin|pass|pw|token|otp))(?:[\\\\]{0,2}[\"']?\\s{0,2}(?:=>|:=|=|:|は|是)"
                            + "\\s{0,3}|(?: (?:is|ist|lautet|was|war|est|es|é|è|to|mit|with|auf|now)){0,2}\\s{1,3})(?:\\\\{0,2}\"([^\"\\\\\\n]{3,64})\\\\{0,2}\""
                            + "|[“„”«»]([^“”«»\\n]{3,64})[“”«»]|[「『]([^」』\\n]{3,64})[」』]"
                            + "|'([^'\\n]{3,64})')");

    /** {@code <password>…</password>} and {@code <add key="ApiSecret" value="…"/>}. */
    private static final Pattern XML =
            Pattern.compile(
                    "(?i)(?:"
                            + STRONG
                            + ")(?:\\s[^<>]{0,80})?(?:>|\"\\s+value=\")([^<>\"\\s]{3,256})(?:</|\")");

    /** What stands where a secret is to be put. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile(
                    "(?i)^(?:\\{\\{|\\$|%\\{|\\[?(?:redacted|hidden|masked|secret|filtered)\\]?$|your[-_ ]|<|\\*{3}|x{4,}$|todo|tbd|enter[-_ ]|insert[-_ ]).*");

    private static final Pattern UNSIGNED =
            Pattern.compile(
                    "(?i)(?:^|[^\\p{L}\\d_])(?:password|passwort|passwd|passcode|passphrase|kennwort|pwd|pass|pw|contraseña|mot de passe"
                            + "|senha|hasło|wachtwoord|lösenord|passord|heslo|пароль|şifre[mn]?|sifre[mn]?|parolam|secret)(?: (?:[57])\\b)?[ \\t]{1,2}[\"'`]?"
                            + "(?P<value>[^\\s\"'`,;&<>{}()\\[\\]]{6,64})");

    private static final Pattern KEY =
            Pattern.compile(
                    "(?i)\\b(?:(?:api|access|secret|auth|license|master|private)[ _-]?key|(?:api|access|auth|refresh|session|bot|service)[ _-]token"
                            + "|client[ _-]secret|token)[ \\t]{1,2}[\"'`]?(?P<value>[A-Za-z0-9._~+/=-]{12,256})");

    private static final Pattern PAIR =
            Pattern.compile(
                    "(?i)\\b(?:credentials|creds|logins?|zugangsdaten|zugang|anmeldedaten|identifiants|credenciales|credenziali)"
                            + "\\b[^\\w\\n]{1,4}(?:(?:are|is|sind|user|for \\w+)[ :=]{1,2})?[^\\s/:|,]{2,40} ?[/:|,] ?"
                            + "(?P<value>[^\\s\"'`,;&<>{}()\\[\\]]{6,64})");

    private static final Pattern FIELD =
            Pattern.compile(
                    "(?i)(?:^|[^a-z]|[a-z])(?:"
                            + STRONG
                            + "|_pass|_pw|^pass|^pw|^pin|^otp|^cvv|^token|_token)\\d?$");

    private NamedSecrets() {}

    static void find(String text, String lower, List<Span> found) {
        if (mayName(lower)) {
            named(text, found);
        }
    }

    /** Most texts have no sign that gives a name its value, or no part of such a name. */
    private static boolean mayName(String lower) {
        for (String part :
                new String[] {
                    "pass",
                    "pw",
                    "pin",
                    "key",
                    "token",
                    "secret",
                    "cv",
                    "otp",
                    "kennwort",
                    "contrase",
                    "clave",
                    "mot de",
                    "mdp",
                    "senha",
                    "parola",
                    "has",
                    "wachtwoord",
                    "senord",
                    "salasana",
                    "ifre",
                    "пароль",
                    "auth",
                    "connection",
                    "パスワード",
                    "密",
                    "비밀번호",
                    "psw",
                    "psk",
                    "sess",
                    "sid",
                    "tan",
                    "kode",
                    "heslo",
                    "jelsz",
                    "cred",
                    "login",
                    "zugang",
                    "anmelde",
                    "identifiant",
                    "code"
                }) {
            if (lower.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static void named(String text, List<Span> found) {
        quoted(text, found);
        unsigned(text, found);
        Matcher named = NAMED.matcher(text);
        while (named.find()) {
            int start = named.start("value");
            int end = named.end("value");
            String sign = named.group("sign");
            boolean says = Character.isLetter(sign.charAt(0));
            int ampersand = text.indexOf('&', start);
            if (!says && ampersand > start && ampersand < end) {
                end = ampersand; // between the values of a form
            }
            while (end > start
                    && ".!?:".indexOf(text.charAt(end - 1)) >= 0
                    && (says || end == text.length())) {
                end--;
            }
            String value = text.substring(start, end).toLowerCase(Locale.ROOT);
            String name = text.substring(named.start(), start).toLowerCase(Locale.ROOT);
            boolean sentence = sign.endsWith(":") && goesOn(text, start, end);
            boolean call = end < text.length() && "([".indexOf(text.charAt(end)) >= 0;
            boolean code = call && IDENTIFIER.matcher(value).matches();
            boolean path = value.startsWith("/") && name.startsWith("pwd");
            if (end - start >= 3
                    && !code
                    && !path
                    && !sentence
                    && isValue(value, name, sign, says)) {
                found.add(new Span(start, end, Kind.SECRET));
            }
        }
    }

    /** In quotes any words may be one. */
    private static void quoted(String text, List<Span> found) {
        Matcher quoted = QUOTED.matcher(text);
        while (quoted.find()) {
            int group = 1;
            while (quoted.start(group) < 0) {
                group++;
            }
            String value = quoted.group(group);
            String lower = value.toLowerCase(Locale.ROOT).strip();
            boolean words =
                    lower.length() >= 3 && lower.chars().anyMatch(Character::isLetterOrDigit);
            if (words
                    && !NO_VALUES.contains(lower)
                    && lower.indexOf('<') < 0
                    && !PLACEHOLDER.matcher(lower).matches()) {
                found.add(new Span(quoted.start(group), quoted.end(group), Kind.SECRET));
            }
        }
    }

    /** Right behind its name: then it must look like one, or like a code. */
    private static void unsigned(String text, List<Span> found) {
        Matcher xml = XML.matcher(text);
        while (xml.find()) {
            String value = xml.group(1).toLowerCase(Locale.ROOT);
            if (!NO_VALUES.contains(value) && !PLACEHOLDER.matcher(value).matches()) {
                found.add(new Span(xml.start(1), xml.end(1), Kind.SECRET));
            }
        }
        Matcher unsigned = UNSIGNED.matcher(text);
        while (unsigned.find()) {
            int start = unsigned.start("value");
            int end = unsigned.end("value");
            while (end > start && ".!?:".indexOf(text.charAt(end - 1)) >= 0) {
                end--;
            }
            if (end - start >= 6
                    && looksMade(text, start, end)
                    && !ALGORITHM.matcher(text.substring(start, end)).matches()) {
                found.add(new Span(start, end, Kind.SECRET));
            }
        }
        Matcher key = KEY.matcher(text);
        while (key.find()) {
            if (RandomTokens.isMixed(text, key.start("value"), key.end("value"))
                    && looksMade(text, key.start("value"), key.end("value"))) {
                found.add(new Span(key.start("value"), key.end("value"), Kind.SECRET));
            }
        }
        Matcher pair = PAIR.matcher(text);
        while (pair.find()) {
            if (looksMade(text, pair.start("value"), pair.end("value"))) {
                found.add(new Span(pair.start("value"), pair.end("value"), Kind.SECRET));
            }
        }
    }

    /** Letters with digits, or with signs that no word has in it. */
    static boolean looksMade(String text, int start, int end) {
        boolean letter = false;
        boolean digit = false;
        boolean sign = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            letter |= Character.isLetter(c);
            digit |= Character.isDigit(c);
            sign |= "!#$%&*+?^@~".indexOf(c) >= 0;
        }
        return letter && (digit || sign);
    }

    /** Whether a field of this name holds nothing but a secret. */
    static boolean isField(String name) {
        return FIELD.matcher(name).find();
    }

    /** Whether what stands in such a field is one: any words, but not what is said of one. */
    static boolean isFieldValue(String value) {
        String lower = value.strip().toLowerCase(Locale.ROOT);
        return lower.length() >= 3
                && lower.length() <= LONGEST_FIELD
                && !NO_VALUES.contains(lower)
                && lower.indexOf('<') < 0
                && !PLACEHOLDER.matcher(lower).matches()
                && !lower.matches("[*•x.…_-]+");
    }

    /** Whether the value is a word, and other words follow. */
    private static boolean goesOn(String text, int start, int end) {
        boolean word = text.substring(start, end).chars().allMatch(Character::isLetter);
        return word
                && end + 1 < text.length()
                && text.charAt(end) == ' '
                && Character.isLetter(text.charAt(end + 1));
    }

    private static boolean isValue(String value, String name, String sign, boolean says) {
        boolean odd = value.chars().anyMatch(c -> !Character.isLetter(c));
        boolean digit = value.chars().anyMatch(Character::isDigit);
        boolean weak = WEAK.contains(sign);
        if (NO_VALUES.contains(value)
                || PLACEHOLDER.matcher(value).matches()
                || value.matches("[*•x.…_-]+")) {
            return false;
        }
        if (SHORT_NAME.matcher(name).find()) {
            return digit;
        }
        if (says) {
            return digit && value.length() > 3 || odd && !weak && !value.endsWith("-");
        }
        if (name.contains("sess") || name.contains("sid") || name.contains("cookie")) {
            return digit && value.length() >= LEAST_SESSION;
        }
        // "clave: olvidada" in a sentence; "password: hunter" names one.
        return sign.equals("=") || odd || !name.startsWith("clave") && !name.startsWith("secret");
    }
}
