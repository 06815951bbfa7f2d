package io.loopai.privacy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;

/** Codes of digits behind words that say what they open: "your security code is 123 456". */
final class OneTimeCodes {

    /** Without any of these the patterns, which take longer, are not tried; in lower case. */
    private static final List<String> PARTS =
            List.of(
                    "code",
                    "kod",
                    "codi",
                    "códi",
                    "pin",
                    "otp",
                    "tan",
                    "cv",
                    "pass",
                    "kennwort",
                    "コード",
                    "番号",
                    "パスワード",
                    "验证",
                    "驗證",
                    "인증");

    private static final String NAME =
            "(?:pin|otp|tan|passcode|cvv2?|cvc2?|(?:verification|security|one[- ]time|login|sign-?in|sms|2fa|mfa|access"
                    + "|door|gate|entry|alarm|unlock|\\d-digit|auth\\w*)[ -]?(?:code|pin|passcode|password)"
                    + "|codes? (?:you|they|we|i) (?:just )?(?:texted|sent|e?-?mailed)(?: (?:me|us|you))?"
                    + "|(?:bestätigungs|sicherheits|freischalt|einmal|zugangs|verifizierungs|anmelde|sms-?)(?:code|kode|pin|passwort|kennwort)"
                    + "|code (?:de (?:vérification|sécurité|confirmation|validation)|d['’]accès|reçu|à usage unique)"
                    + "|c[óo]digo de (?:verificaci[óo]n|seguridad|acceso|confirmaci[óo]n|verificação|segurança|acesso|confirmação)"
                    + "|codice (?:di (?:verifica|sicurezza|accesso|conferma)|otp)"
                    + "|(?:verificatie|beveiligings|toegangs|bevestigings|sms-?)code"
                    + "|kod (?:sms|weryfikacyjny|dostępu|autoryzacyjny|jednorazowy)"
                    + "|(?:doğrulama|onay|güvenlik|giriş) kodu"
                    + "|(?:verifierings|säkerhets|engångs)kod(?:en)?)";

    private static final String UNSPACED = "認証コード|認証番号|確認コード|暗証番号|ワンタイムパスワード|验证码|驗證碼|인증번호|인증 ?코드";

    private static final String VALUE = "(?P<value>\\d{3}[ -]\\d{3}|\\d{3,8})";

    /** What may stand between the name and the code. */
    private static final String LINK =
            "(?:[ -]?(?:code|nummer|number))?"
                    + "(?: (?:is|was|of|ist|lautet|war|est|es|era|è|é|to|per|par|por|via|sms|for \\w+))*";

    private static final String END = "(?:[^\\p{L}\\d_]|\\p{Han}|\\p{Hiragana}|\\p{Hangul}|$)";

    /** Behind a comma as an aside, and then of six digits. */
    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)(?:(?:(?:^|[^\\p{L}\\d_])"
                            + (NAME + LINK + "[ :=#-]{0,3}|(?:" + UNSPACED)
                            + (")(?:は|が|是|为|는|은)?[ :]{0,2})" + VALUE)
                            + ("|[^\\p{L}\\d_]" + NAME + LINK + ", (?P<aside>\\d{6}))" + END));

    /** "The code is 123456", which nobody says of an error, and {@code otp={code=123456}}. */
    private static final Pattern PLAIN =
            Pattern.compile(
                    "(?i)(?:\\b(?:the|my|your|this|der|mein|dein|ihr|le|mon|votre|el|mi|tu|su|il|o) (?:code|código|codice)"
                            + "(?: (?:is|ist|lautet|est|es|è|é))?:? ?|\\b(?:2fa|mfa|otp|sms)\\b[^\\n\\d]{0,20}code[ :=\"']{1,4})"
                            + "(?P<value>\\d{3}[ -]\\d{3}|\\d{6})\\b");

    /** The question in one turn of a conversation, the code alone in the next. */
    private static final Pattern ANSWER =
            Pattern.compile(
                    "(?im)\\b"
                            + NAME
                            + "[^\\n\\d]{0,60}\\n[^\\n:>]{0,24}[:>] ?"
                            + VALUE
                            + "[.!]?$");

    private OneTimeCodes() {}

    static void find(String text, String lower, List<Span> found) {
        if (PARTS.stream().noneMatch(lower::contains)) {
            return;
        }
        all(NAMED, text, found);
        all(PLAIN, text, found);
        if (text.indexOf('\n') >= 0) {
            all(ANSWER, text, found);
        }
    }

    private static void all(Pattern pattern, String text, List<Span> found) {
        Matcher code = pattern.matcher(text);
        while (code.find()) {
            String group = pattern == NAMED && code.start("value") < 0 ? "aside" : "value";
            found.add(new Span(code.start(group), code.end(group), Kind.SECRET));
        }
    }
}
