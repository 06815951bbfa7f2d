package io.loopai.privacy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Secrets: keys of vendors by their prefixes, tokens, private keys, passwords in URLs and after their
 * names, and what only chance can have written.
 */
final class Secrets {

    /**
     * @param trigger without which the pattern, which takes longer, is not tried; in lower case
     * @param group of the pattern that is the secret
     */
    private record Rule(String trigger, Pattern pattern, int group) {

        static Rule of(String trigger, String pattern) {
            return new Rule(trigger, Pattern.compile(pattern), 0);
        }

        static Rule part(String trigger, String pattern) {
            return new Rule(trigger, Pattern.compile(pattern), 1);
        }
    }

    private static final String WORD = "[A-Za-z0-9_-]";

    private static final List<Rule> RULES =
            List.of(
                    Rule.of(
                            "-----begin",
                            "(?s)-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----.*?"
                                    + "(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|\\z)"),
                    Rule.part("://", "://[^\\s/:@<>\"']*:([^\\s/@<>\"']+)@"),
                    Rule.of(
                            "eyj",
                            "\\beyJ" + WORD + "{8,}\\." + WORD + "{8,}(?:\\." + WORD + "*)?"),
                    Rule.of("a", "\\b(?:AKIA|ASIA|AIDA|AROA|AGPA|ANPA|ABIA|ACCA)[A-Z0-9]{16}\\b"),
                    Rule.of("gh", "\\bgh[pousr]_[A-Za-z0-9]{30,}"),
                    Rule.of("github_pat_", "\\bgithub_pat_[A-Za-z0-9_]{22,}"),
                    Rule.of("gl", "\\bgl(?:pat|dt|rt|ptt|sa|soat)[-_]" + WORD + "{20,}"),
                    Rule.of("sk-", "\\bsk-" + WORD + "{20,}"),
                    Rule.of("_", "\\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,}"),
                    Rule.of("whsec_", "\\bwhsec_[A-Za-z0-9+/=]{16,}"),
                    Rule.of("xox", "\\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
                    Rule.of("xapp-", "\\bxapp-[A-Za-z0-9-]{10,}"),
                    Rule.part(
                            "hooks.slack.com", "hooks\\.slack\\.com/services/([A-Za-z0-9/]{20,})"),
                    Rule.part("webhooks/", "/webhooks/(\\d{15,}/" + WORD + "{30,})"),
                    Rule.of("aiza", "\\bAIza" + WORD + "{35}"),
                    Rule.of("ya29.", "\\bya29\\." + WORD + "{20,}"),
                    Rule.of("gocspx-", "\\bGOCSPX-" + WORD + "{20,}"),
                    Rule.of("npm_", "\\bnpm_[A-Za-z0-9]{36}"),
                    Rule.of("pypi-", "\\bpypi-" + WORD + "{32,}"),
                    Rule.of("_v1_", "\\bdo[opr]_v1_[a-f0-9]{64}"),
                    Rule.of("hf_", "\\bhf_[A-Za-z0-9]{30,}"),
                    Rule.of("r8_", "\\br8_[A-Za-z0-9]{30,}"),
                    Rule.of("sg.", "\\bSG\\." + WORD + "{16,}\\." + WORD + "{16,}"),
                    Rule.of("key-", "\\bkey-[0-9a-f]{32}\\b"),
                    Rule.of("sk", "\\bSK[0-9a-f]{32}\\b"),
                    Rule.of("shp", "\\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"),
                    Rule.of("sq0", "\\bsq0[a-z]{3}-" + WORD + "{22,}"),
                    Rule.of("glsa_", "\\bglsa_[A-Za-z0-9_]{32,}"),
                    Rule.of("dckr_pat_", "\\bdckr_pat_" + WORD + "{20,}"),
                    Rule.of("atatt3", "\\bATATT3" + WORD + "{20,}=?"),
                    Rule.of("xai-", "\\bxai-[A-Za-z0-9]{40,}"),
                    Rule.of("gsk_", "\\bgsk_[A-Za-z0-9]{40,}"),
                    Rule.of("pplx-", "\\bpplx-[A-Za-z0-9]{40,}"),
                    Rule.of("hvs.", "\\bhvs\\." + WORD + "{20,}"),
                    Rule.of("lin_api_", "\\blin_api_[A-Za-z0-9]{30,}"),
                    Rule.of("ntn_", "\\bntn_[A-Za-z0-9]{40,}"),
                    Rule.of("pat", "\\bpat[A-Za-z0-9]{14}\\.[a-f0-9]{64}\\b"),
                    Rule.of("nrak-", "\\bNRAK-[A-Z0-9]{27}"),
                    Rule.of("age-secret-key", "\\bAGE-SECRET-KEY-1[A-Z0-9]{58}"),
                    Rule.of(":aa", "\\b\\d{8,10}:AA" + WORD + "{32,33}"),
                    Rule.part("accountkey=", "(?i)AccountKey=([A-Za-z0-9+/=]{40,})"),
                    Rule.part("sig=", "(?i)[?&]sig=([A-Za-z0-9%+/=_-]{20,})"),
                    Rule.part(
                            "signature=", "(?i)[?&](?:X-Amz-)?Signature=([A-Za-z0-9%+/=_-]{20,})"),
                    Rule.part("basic ", "(?i)\\bbasic ([A-Za-z0-9+/]{8,}={0,2})"),
                    Rule.part("bearer", "(?i)\\bbearer[: ]\\s*\"?([A-Za-z0-9._~+/=-]{12,})"));

    /** What a name of a secret says, in several languages. */
    private static final String STRONG =
            "pass(?:word|wd|phrase|code|wort)s?|pwd|kennwort|contrase(?:ñ|n)a|clave|mot de passe|mdp|senha"
                    + "|parola|has(?:ł|l)o|wachtwoord|l(?:ö|o)senord|salasana|şifre|sifre|пароль"
                    + "|api[ _-]?key|apikey|secret(?:[ _-]?(?:access[ _-]?)?key)?|client[ _-]?secret"
                    + "|private[ _-]?key|access[ _-]?key|auth[ _-]?key|encryption[ _-]?key|signing[ _-]?key"
                    + "|(?:access|auth|refresh|session|bearer|api|id|csrf)[ _-]?token"
                    + "|x-api-key|authorization|connection[ _-]?string|パスワード|密码|密碼|비밀번호";

    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)(?:"
                            + STRONG
                            + "|\\b(?:token|pin|cvv|cvc|otp|pass|pw|psw))"
                            + "[\"'\\\\]{0,2}\\s{0,2}"
                            + "(?P<sign>:=|=>|=|:|：|\\bis\\b:?|\\bist\\b:?|\\best\\b:?|\\bes\\b:?|\\bé\\b:?|\\bto\\b|は|是)"
                            + "\\s{0,3}[\"'\\\\]{0,2}(?P<value>[^\\s\"'\\\\,;&<>{}()\\[\\]]{3,256})");

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
                    "did");

    private Secrets() {}

    static void find(String text, List<Span> found) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (Rule rule : RULES) {
            if (lower.contains(rule.trigger)) {
                Matcher secret = rule.pattern.matcher(text);
                while (secret.find()) {
                    int start = secret.start(rule.group);
                    int end = secret.end(rule.group);
                    if (!rule.trigger.equals("basic ") && !rule.trigger.equals("bearer")
                            || RandomTokens.isMixed(text, start, end)) {
                        found.add(new Span(start, end, Kind.SECRET));
                    }
                }
            }
        }
        if (mayName(lower)) {
            named(text, found);
        }
        RandomTokens.find(text, found);
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
                    "psw"
                }) {
            if (lower.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static void named(String text, List<Span> found) {
        Matcher named = NAMED.matcher(text);
        while (named.find()) {
            int start = named.start("value");
            int end = named.end("value");
            String sign = named.group("sign");
            boolean says = Character.isLetter(sign.charAt(0));
            while (end > start
                    && ".!?:".indexOf(text.charAt(end - 1)) >= 0
                    && (says || end == text.length())) {
                end--;
            }
            String value = text.substring(start, end).toLowerCase(Locale.ROOT);
            String name = text.substring(named.start(), start).toLowerCase(Locale.ROOT);
            boolean sentence = sign.endsWith(":") && goesOn(text, start, end);
            if (end - start >= 3 && !sentence && isValue(value, name, sign, says)) {
                found.add(new Span(start, end, Kind.SECRET));
            }
        }
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
        if (NO_VALUES.contains(value) || value.matches("[*•x.…_-]+")) {
            return false;
        }
        if (name.startsWith("token") || name.startsWith("pin") || name.startsWith("pass ")) {
            return digit;
        }
        if (says) {
            return digit || odd && !value.endsWith("-");
        }
        // "clave: olvidada" in a sentence; "password: hunter" names one.
        return sign.equals("=") || odd || !name.startsWith("clave") && !name.startsWith("secret");
    }
}
