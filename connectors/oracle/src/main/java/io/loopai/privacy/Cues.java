package io.loopai.privacy;

import java.util.Locale;
import java.util.Set;

/** Words shortly before a number that say what it is. */
final class Cues {

    static final int REACH = 32;

    /** Whole words; from five letters on also the beginnings of longer words. */
    private static final Set<String> PHONE =
            Set.of(
                    "phone",
                    "tel",
                    "telefon",
                    "telephone",
                    "téléphone",
                    "teléfono",
                    "telefono",
                    "telefoon",
                    "telefone",
                    "telefonu",
                    "mobile",
                    "mobil",
                    "mobiel",
                    "handy",
                    "handynummer",
                    "cell",
                    "cellphone",
                    "cellulare",
                    "celular",
                    "call",
                    "calls",
                    "fax",
                    "whatsapp",
                    "sms",
                    "gsm",
                    "móvil",
                    "movil",
                    "portable",
                    "llamar",
                    "llame",
                    "llámame",
                    "llámeme",
                    "appelez",
                    "appeler",
                    "rappelez",
                    "chiama",
                    "chiamami",
                    "zadzwoń",
                    "dzwonić",
                    "ligue",
                    "ligar",
                    "rufen",
                    "anrufen",
                    "rückruf",
                    "bel",
                    "tlf",
                    "komórka",
                    "numer",
                    "rufnummer",
                    "telefonisch",
                    "contacto",
                    "kontakt",
                    "text",
                    "ring",
                    "dial",
                    "hotline",
                    "joignable",
                    "reach",
                    "erreichbar",
                    "viber",
                    "telegram",
                    "signal",
                    "тел",
                    "телефон",
                    "телефону",
                    "позвоните",
                    "phoned",
                    "puhelin",
                    "telefonnummer",
                    "mobilnummer",
                    "msisdn",
                    "zap",
                    "cep");

    private static final String[] PHONE_UNSPACED = {
        "电话", "手机", "電話", "携帯", "전화", "휴대폰", "هاتف", "جوال", "फोन", "फ़ोन", "मोबाइल", "โทร"
    };

    private static final Set<String> IDENTITY =
            Set.of(
                    "ssn",
                    "social",
                    "security",
                    "itin",
                    "sin",
                    "bsn",
                    "burgerservicenummer",
                    "sofinummer",
                    "steuer",
                    "steuerid",
                    "steuernummer",
                    "idnr",
                    "identifikationsnummer",
                    "steueridentifikationsnummer",
                    "tfn",
                    "taxpayer",
                    "tax",
                    "taxid",
                    "aadhaar",
                    "aadhar",
                    "uidai",
                    "आधार",
                    "pesel",
                    "cpf",
                    "nir",
                    "national",
                    "identity",
                    "identification",
                    "identité",
                    "identidad",
                    "cpr",
                    "personnummer",
                    "fødselsnummer",
                    "rijksregisternummer",
                    "registre",
                    "sécurité",
                    "sociale",
                    "kimlik",
                    "tckn",
                    "nif",
                    "nino",
                    "personal",
                    "insurance",
                    "codice",
                    "fiscale",
                    "dni",
                    "nie",
                    "ahv",
                    "avs",
                    "sozialversicherungsnummer",
                    "henkilötunnus");

    private static final String[] IDENTITY_UNSPACED = {"身份证", "주민등록", "マイナンバー", "आधार"};

    /** What numbers of orders and the like are called: no phone number without more signs of one. */
    private static final Set<String> REFERENCE =
            Set.of(
                    "order",
                    "orders",
                    "invoice",
                    "ticket",
                    "ref",
                    "reference",
                    "case",
                    "tracking",
                    "serial",
                    "article",
                    "artikel",
                    "artikelnummer",
                    "sku",
                    "isbn",
                    "ean",
                    "gtin",
                    "bestellung",
                    "bestellnummer",
                    "rechnung",
                    "rechnungsnummer",
                    "auftrag",
                    "auftragsnummer",
                    "commande",
                    "facture",
                    "pedido",
                    "factura",
                    "ordine",
                    "fattura",
                    "zamówienie",
                    "zamówienia",
                    "faktura",
                    "faktury",
                    "kundennummer",
                    "id",
                    "item",
                    "part",
                    "model",
                    "sendung",
                    "sendungsnummer",
                    "bestelling",
                    "suivi",
                    "seguimiento",
                    "transaction",
                    "batch",
                    "lot",
                    "charge",
                    "vin",
                    "imei",
                    "pnr",
                    "booking",
                    "buchung",
                    "lieferschein",
                    "lieferscheinnummer",
                    "block",
                    "blk",
                    "job",
                    "task",
                    "uid",
                    "pid",
                    "seq",
                    "offset",
                    "timestamp",
                    "ts");

    private Cues() {}

    static boolean phone(String text, int at) {
        return before(text, at, REACH, PHONE) || unspaced(text, at, PHONE_UNSPACED);
    }

    static boolean identity(String text, int at) {
        return before(text, at, REACH, IDENTITY) || unspaced(text, at, IDENTITY_UNSPACED);
    }

    static boolean reference(String text, int at) {
        return at > 0 && text.charAt(at - 1) == '#' || before(text, at, REACH, REFERENCE);
    }

    /** Whether one of the words stands in so many characters before the place, on the same line. */
    static boolean before(String text, int at, int reach, Set<String> words) {
        int from = Math.max(0, at - reach);
        int end = at;
        for (int i = at - 1; i >= from - 1; i--) {
            boolean letter = i >= from && Character.isLetter(text.charAt(i));
            boolean camel =
                    letter
                            && i + 1 < end
                            && Character.isUpperCase(text.charAt(i + 1))
                            && Character.isLowerCase(text.charAt(i));
            if (letter && !camel) {
                continue;
            }
            // A word that the window cuts in two is none.
            boolean whole = i >= from || i < 0 || !Character.isLetter(text.charAt(i));
            if (i + 1 < end && whole) {
                String word = text.substring(i + 1, end).toLowerCase(Locale.ROOT);
                if (words.contains(word)) {
                    return true;
                }
            }
            end = camel ? i + 1 : i;
            if (i >= 0 && (text.charAt(i) == '\n' || text.charAt(i) == '>')) {
                return false;
            }
        }
        return false;
    }

    private static boolean unspaced(String text, int at, String[] words) {
        String window = text.substring(Math.max(0, at - REACH), at);
        for (String word : words) {
            if (window.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
