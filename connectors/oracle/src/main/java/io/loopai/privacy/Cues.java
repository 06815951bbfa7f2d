package io.loopai.privacy;

import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.Set;

/** Words shortly before a number that say what it is. */
final class Cues {

    static final int REACH = 32;

    /** Whole words; from five letters on also the beginnings of longer words. */
    private static final Set<String> PHONE =
            Set.of(
                    "phone",
                    "telemóvel",
                    "telemovel",
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
                    "cep",
                    "mob",
                    "ph",
                    "tél",
                    "teléf",
                    "cel",
                    "caller",
                    "callers",
                    "called",
                    "calling",
                    "callback",
                    "callerid",
                    "dialed",
                    "dialled",
                    "dialing",
                    "voicemail",
                    "texted",
                    "imessage",
                    "smartphone",
                    "natel",
                    "festnetz",
                    "durchwahl",
                    "anruf",
                    "angerufen",
                    "rückrufnummer",
                    "appel",
                    "joindre",
                    "llamada",
                    "llamó",
                    "contactar",
                    "chiamare",
                    "recapito",
                    "telefonnr",
                    "telnr",
                    "ligação",
                    "telef",
                    "bellen",
                    "gebeld",
                    "mobieltje",
                    "ringa",
                    "ringde",
                    "telefonen",
                    "komórkowy",
                    "telefonicznie",
                    "zadzwonić",
                    "моб",
                    "звоните",
                    "перезвоните",
                    "звонить",
                    "arayın",
                    "numaram",
                    "puh",
                    "soita",
                    "telefón",
                    "hp",
                    "hubungi");

    /** "My number is", as nobody says it of an order. */
    private static final Pattern OWN_NUMBER =
            Pattern.compile(
                    "(?i)(?:\\b(?:my|his|her|our|their|your|mum'?s|mom'?s|dad'?s|wife'?s|husband'?s)"
                            + " (?:new |old |other |direct |private |work )?(?:number|no\\.?|num|nr\\.?|digits)"
                            + "|\\b(?:meine|deine|ihre|unsere|seine)r? (?:neue )?(?:nummer|nr\\.?)"
                            + "|\\b(?:mon|son|votre|notre) (?:nouveau )?(?:numéro|num)"
                            + "|\\b(?:mi|su|nuestro|tu) (?:nuevo )?número"
                            + "|\\b(?:mio|suo|nostro) (?:nuovo )?numero"
                            + "|\\b(?:meu|seu|nosso) (?:novo )?número"
                            + "|\\bmijn (?:nieuwe )?nummer|\\bmitt (?:nya )?nummer|\\bmój (?:nowy )?numer"
                            + "|мой номер)[^\\d]{0,12}$");

    /** Words by which an e-mail address is announced. */
    private static final Set<String> MAIL =
            Set.of(
                    "mail",
                    "email",
                    "mails",
                    "emails",
                    "e-mail",
                    "mailadresse",
                    "correo",
                    "courriel",
                    "mél",
                    "adres",
                    "posta",
                    "почта",
                    "contact",
                    "write");

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
                    "henkilötunnus",
                    "nhs",
                    "ppsn",
                    "nric",
                    "cuit",
                    "cnp",
                    "nik",
                    "nas",
                    "rut");

    /** Of these any number is taken, whatever its check digits say. */
    private static final Set<String> SURE_IDENTITY =
            Set.of(
                    "ssn",
                    "itin",
                    "bsn",
                    "burgerservicenummer",
                    "steuerid",
                    "idnr",
                    "steuernummer",
                    "steueridentifikationsnummer",
                    "sozialversicherungsnummer",
                    "svnr",
                    "rentenversicherungsnummer",
                    "tfn",
                    "aadhaar",
                    "aadhar",
                    "आधार",
                    "pesel",
                    "cpf",
                    "cpr",
                    "personnummer",
                    "fødselsnummer",
                    "rijksregisternummer",
                    "tckn",
                    "nino",
                    "dni",
                    "nie",
                    "ahv",
                    "nif",
                    "nir",
                    "nik",
                    "nric",
                    "cuit",
                    "cuil",
                    "cnp",
                    "egn",
                    "nhs",
                    "ppsn",
                    "rut",
                    "henkilötunnus",
                    "kennitala",
                    "rodné",
                    "amka",
                    "снилс",
                    "инн",
                    "паспорт",
                    "егн",
                    "oib",
                    "jmbg",
                    "rg",
                    "medicare");

    private static final String[] IDENTITY_UNSPACED = {"身份证", "주민등록", "マイナンバー", "個人番号", "आधार"};

    /** What numbers of orders and the like are called: no phone number without more signs of one. */
    private static final Set<String> REFERENCE =
            Set.of(
                    "teilenummer",
                    "losnummer",
                    "artikelnr",
                    "bestellnr",
                    "pièce",
                    "pieza",
                    "order",
                    "orders",
                    "invoice",
                    "ticket",
                    "receipt",
                    "quittung",
                    "awb",
                    "waybill",
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
        return before(text, at, REACH, PHONE)
                || unspaced(text, at, PHONE_UNSPACED)
                || OWN_NUMBER.matcher(text.substring(Math.max(0, at - REACH), at)).find();
    }

    static boolean mail(String text, int at) {
        return before(text, at, REACH, MAIL);
    }

    /** Whether a word says it that means nothing else. */
    static boolean surelyIdentity(String text, int at) {
        return before(text, at, REACH, SURE_IDENTITY) || unspaced(text, at, IDENTITY_UNSPACED);
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
