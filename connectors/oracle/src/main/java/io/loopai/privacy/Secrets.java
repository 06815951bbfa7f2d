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
                    Rule.part("//", "://([A-Za-z0-9_-]{20,})(?::[^\\s/@]*)?@"),
                    // .pgpass
                    Rule.part(
                            ":",
                            "(?m)^[\\w.*-]+:(?:54\\d\\d|6432|\\*):[\\w.*-]+:[\\w.*-]+:([^\\s<]{3,})$"),
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
                    Rule.of("-us", "\\b[0-9a-f]{32}-us\\d{1,2}\\b"),
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
                    Rule.of(
                            "$",
                            "\\$(?:1|2[abxy]|5|6|y|apr1|argon2id?|scrypt|pbkdf2[a-z0-9-]*)\\$[./A-Za-z0-9$=,+]{20,}"),
                    Rule.of("dapi", "\\bdapi[0-9a-f]{32}\\b"),
                    Rule.of(
                            ".",
                            "\\b[MNO][A-Za-z0-9_-]{23,27}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,38}\\b"),
                    Rule.of("sbp_", "\\bsbp_[a-f0-9]{40}"),
                    Rule.of("eaa", "\\bEAA[A-Za-z0-9]{40,}"),
                    Rule.of("dop_", "\\bdop_[A-Za-z0-9_]{30,}"),
                    Rule.of("pscale_", "\\bpscale_[a-z]+_[A-Za-z0-9_.-]{20,}"),
                    Rule.of("shippo_", "\\bshippo_(?:live|test)_[a-f0-9]{40}"),
                    Rule.of("rubygems_", "\\brubygems_[a-f0-9]{40,}"),
                    Rule.of("figd_", "\\bfigd_[A-Za-z0-9_-]{30,}"),
                    Rule.of("sntrys_", "\\bsntrys_[A-Za-z0-9+/=_-]{30,}"),
                    Rule.of("phc_", "\\bph[cx]_[A-Za-z0-9]{30,}"),
                    Rule.of("akcp", "\\bAKCp[A-Za-z0-9]{60,}"),
                    Rule.part("accountkey=", "(?i)AccountKey=([A-Za-z0-9+/=]{40,})"),
                    Rule.part("sig=", "(?i)[?&]sig=([A-Za-z0-9%+/=_-]{20,})"),
                    Rule.part(
                            "signature=", "(?i)[?&](?:X-Amz-)?Signature=([A-Za-z0-9%+/=_-]{20,})"),
                    Rule.part(
                            "=",
                            "(?i)[?&;](?:key|token|auth|code|sid|sig|hash|apikey|pwd|secret)=([A-Za-z0-9._~%+/=-]{12,})"),
                    Rule.part("wifi:", "(?i)\\bWIFI:\\S*?\\bP:([^;\\s<]+)"),
                    Rule.part("basic ", "(?i)\\bbasic ([A-Za-z0-9+/]{8,}={0,2})"),
                    Rule.part("bearer", "(?i)\\bbearer[: ]\\s*\"?([A-Za-z0-9._~+/=-]{12,})"));

    /** Of these the value must look like chance's work. */
    private static final Set<String> UNSURE = Set.of("basic ", "bearer", "=", "//");

    private Secrets() {}

    static void find(String text, List<Span> found) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (Rule rule : RULES) {
            if (lower.contains(rule.trigger)) {
                Matcher secret = rule.pattern.matcher(text);
                while (secret.find()) {
                    int start = secret.start(rule.group);
                    int end = secret.end(rule.group);
                    if (!UNSURE.contains(rule.trigger) || RandomTokens.isMixed(text, start, end)) {
                        found.add(new Span(start, end, Kind.SECRET));
                    }
                }
            }
        }
        NamedSecrets.find(text, lower, found);
        OneTimeCodes.find(text, lower, found);
        RecoveryCodes.find(text, lower, found);
        CommandSecrets.find(text, lower, found);
        RandomTokens.find(text, found);
    }
}
