package io.loopai.privacy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;

/** Passports, identity cards and licences, which have no form of their own: behind a word that names them. */
final class Documents {

    private static final int LEAST_DIGITS = 4;
    private static final int LEAST_LONG = 6;

    /** Without any of these the pattern, which takes longer, is not tried; in lower case. */
    private static final List<String> PARTS =
            List.of(
                    "pas",
                    "ausweis",
                    "licen",
                    "führerschein",
                    "rijbewijs",
                    "patente",
                    "permis",
                    "carnet",
                    "carta",
                    "carte",
                    "dow",
                    "prawo",
                    "nric",
                    "pps",
                    "nino",
                    "insurance",
                    "号",
                    "번호");

    private static final Pattern DOCUMENT =
            Pattern.compile(
                    "(?i)(?:(?:^|[^\\p{L}\\d])(?:nino|national insurance|passport|reisepass\\w*|passeport|pasaporte|passaporto|paszport\\w*|paspoort\\w*"
                            + "|personalausweis\\w*|ausweisnummer|carte d['’]identité|carta d['’]identit[àa](?: elettronica)?|dow[óo]d(?: osobisty)?"
                            + "|driver['’]?s? licen[cs]e|driving licen[cs]e|führerschein\\w*|rijbewijs\\w*|patente(?: di guida)?|permis de conduire"
                            + "|carnet de conducir|carta de condução|prawo jazdy|nric|ppsn?)|旅券番号|パスポート番号|护照号码?|여권 ?번호)"
                            + "(?:[ _(\"']{0,2}(?:number|copy|no\\.?|nr\\.?|n\\.|num\\.?|numéro|número|numero|is|ist|est|es|n°|#|:|=)){0,3}[\"']? ?"
                            + "(?P<id>[A-Z\\d]{6,20}|(?-i:[A-Z\\d]{1,8}(?:[ -][A-Z]*\\d[A-Z\\d]*){1,3}))(?:[^\\p{L}\\d_-]|$)");

    private static final Pattern GERMAN = Pattern.compile("[CFGHJKL-NPRTV-Z\\d]{9}");

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    private Documents() {}

    static void find(String text, List<Span> found) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (PARTS.stream().noneMatch(lower::contains)) {
            return;
        }
        Matcher document = DOCUMENT.matcher(text);
        while (document.find()) {
            if (isDocument(document.group("id"))) {
                found.add(new Span(document.start("id"), document.end("id"), Kind.NATIONAL_ID));
            }
        }
    }

    /** Germany's numbers are of nine signs, more often letters than digits. */
    private static boolean isDocument(String id) {
        long digits = id.chars().filter(Character::isDigit).count();
        long signs = id.chars().filter(Character::isLetterOrDigit).count();
        return (digits >= LEAST_DIGITS || GERMAN.matcher(id).matches() && digits > 0)
                && signs >= LEAST_LONG
                && !DATE.matcher(id).matches();
    }
}
