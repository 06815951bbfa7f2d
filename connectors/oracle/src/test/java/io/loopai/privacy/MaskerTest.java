package io.loopai.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Json;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskerTest {

    @Test
    void shouldGiveTheSameValueTheSameMaskInARecord() throws Exception {
        JsonNode input =
                Json.MAPPER.readTree(
                        """
                        {"from": "jo@mail.org", "jo@mail.org": 4111111111111111, "order": 4111111111111112,
                         "texts": ["ask ann@mail.org or JO@mail.org"], "phone": 4930901820, "open": true}
                        """);

        assertThat(Masker.mask(input).toString())
                .isEqualTo(
                        "{\"from\":\"<EMAIL>\",\"<EMAIL>\":\"<CARD>\",\"order\":4111111111111112,"
                                + "\"texts\":[\"ask <EMAIL_2> or <EMAIL>\"],\"phone\":\"<PHONE>\","
                                + "\"open\":true}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // one-time codes
                "Your gate code: 7719 | Your gate code: <SECRET>",
                "The code they sent me is 719 204. | The code they sent me is <SECRET>.",
                "Is this right? The code is 719204 | Is this right? The code is <SECRET>",
                "event=otp data={code=719204} | event=otp data={code=<SECRET>}",
                "Meeting passcode 719204 | Meeting passcode <SECRET>",
                "Ihr Einmalcode ist 719204 | Ihr Einmalcode ist <SECRET>",
                "Votre code d'accès est 7192 | Votre code d'accès est <SECRET>",
                "Código de seguridad: 7192 | Código de seguridad: <SECRET>",
                "Il codice di verifica è 719204 | Il codice di verifica è <SECRET>",
                "Je verificatiecode is 719204 | Je verificatiecode is <SECRET>",
                "Kod weryfikacyjny to 719204 | Kod weryfikacyjny to <SECRET>",
                "Le code reçu, 719204, ne va pas | Le code reçu, <SECRET>, ne va pas",
                "Onay kodu: 719204 | Onay kodu: <SECRET>",
                "確認コードは719204です | 確認コードは<SECRET>です",
                "验证码：719204 | 验证码：<SECRET>",
                // passwords and keys
                "The wifi key is oak-desk-5 | The wifi key is <SECRET>",
                "WLAN-Passwort ist Ahorn-55 | WLAN-Passwort ist <SECRET>",
                "Mon mot de passe actuel est Pomme&Poire7 | Mon mot de passe actuel est <SECRET>",
                "La contraseña que uso fue Pera-77 | La contraseña que uso fue <SECRET>",
                "hasło do poczty to Gruszka77 | hasło do poczty to <SECRET>",
                "Şifrem Elma-77 idi | Şifrem <SECRET> idi",
                "recovery codes: k4r7-p2q9, m5t8-w3x6 | recovery codes: <SECRET>",
                "Backup key ABCD-2EFG-3HIJ | Backup key <SECRET>",
                "seed phrase: apple river stone cloud table horse | seed phrase: <SECRET>",
                "https://0123456789abcdef0123456789abcdef@git.acme.io/x | https://<SECRET>@git.acme.io/x",
                "key 0123456789abcdef0123456789abcdef-us7 | key <SECRET>",
                "db.acme.io:5432:crm:jo:Birch-5 | db.acme.io:5432:crm:jo:<SECRET>",
                // documents and national numbers
                "Driving licence SMITH 751120 JA9XY | Driving licence <NATIONAL_ID>",
                "driver's license A1234-56789-01234 | driver's license <NATIONAL_ID>",
                "passport_no: AB1234567 | passport_no: <NATIONAL_ID>",
                "Passport C4XKVRJTT | Passport <NATIONAL_ID>",
                "Passport copy (no. 512345678) | Passport copy (no. <NATIONAL_ID>)",
                "rijbewijsnummer 5123456789 | rijbewijsnummer <NATIONAL_ID>",
                "Carta d'identità CA12345AB | Carta d'identità <NATIONAL_ID>",
                "dowód osobisty ABC 123456 | dowód osobisty <NATIONAL_ID>",
                "パスポート番号 TK1234567 | パスポート番号 <NATIONAL_ID>",
                "NRIC S1234567D | NRIC <NATIONAL_ID>",
                "my PPS is 1234567T | my PPS is <NATIONAL_ID>",
                "OIB 12345678903 | OIB <NATIONAL_ID>",
                "Versicherung 15 070649 C 103 | Versicherung <NATIONAL_ID>",
                "ID 800101 5009 087 | ID <NATIONAL_ID>",
                "RUT a confirmar, fono +56 9 6123 4567 | RUT a confirmar, fono <PHONE>",
                // phones
                "It is 085 123 4567 now | It is <PHONE> now",
                "Loja (11) 3251-4000 | Loja <PHONE>"
            })
    void shouldMask(String text, String masked) {
        assertThat(Masker.mask(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Receipt 0049-30-901820 is lost",
                "E1127 11:02:09.118204   40117 main.go:20] done",
                "integrity: sha384-oqVuAfXRKap7fdgcCY5uykM6R9GqQ8KuxLy9rxHNQlGYl1kPzQho1wx4JwY8wCe",
                "example.org/lib v1.2.0 h1:oqVuAfXRKap7fdgcCY5uykM6R9GqQ8KuxLy9rxHNQlG=",
                "Rechnung FS/417/05/2026 ist offen",
                "error code 719204",
                "The zip code is 94103",
                "verification code expired after 3000 ms",
                "Security code review on 2026-03-01",
                "The recovery phrase is shown once when you create a wallet",
                "The password reset link is https://acme.io/reset",
                "There is no PIN, 250 euros are the limit",
                "Backup keys are stored off-site",
                "The passport office opens at 09:30 in 2027",
                "server.log:118:ERROR:main:timeout"
            })
    void shouldLeaveWhatOnlyLooksLikeIt(String text) {
        assertThat(Masker.mask(text)).isEqualTo(text);
    }

    @Test
    void shouldMaskACodeThatIsTheNextTurnsAnswer() {
        assertThat(Masker.mask("Agent: The security code on the back?\nCustomer: 719"))
                .isEqualTo("Agent: The security code on the back?\nCustomer: <SECRET>");
        assertThat(Masker.mask("Enter your PIN:\n> 7190")).isEqualTo("Enter your PIN:\n> <SECRET>");
    }

    @Property(tries = 2_000)
    void shouldTakeAnyTextAndChangeNothingTheSecondTime(
            @ForAll @StringLength(max = 200) String text) {
        String masked = Masker.mask(text);

        assertThat(Masker.mask(masked)).isEqualTo(masked);
    }

    /** Chance alone would hardly ever write an address. */
    @Property(tries = 500)
    void shouldChangeNothingTheSecondTimeWhateverStandsSideBySide(
            @ForAll @Size(min = 2, max = 6) java.util.List<Short> picks) {
        String[] parts =
                Stream.concat(
                                Samples.of("personal.jsonl").stream().limit(60),
                                Samples.of("free.jsonl").stream().limit(60))
                        .map(sample -> sample.input().asText())
                        .toArray(String[]::new);
        StringBuilder text = new StringBuilder();
        for (short pick : picks) {
            text.append(parts[Math.floorMod(pick, parts.length)]).append(pick % 2 == 0 ? " " : "");
        }
        String masked = Masker.mask(text.toString());

        assertThat(Masker.mask(masked)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@",
                "1 ",
                "01 ",
                "+49 ",
                "1.1.",
                ":",
                "password=",
                "eyJ",
                "://a:",
                "(at)",
                "-"
            })
    void shouldLookThroughLongHostileTexts(String part) {
        String text = part.repeat(Masker.LONGEST / part.length());

        assertThat(Masker.mask(text)).isNotNull();
        assertThat(Masker.mask(text + text + part)).isEqualTo("<WITHHELD>");
    }
}
