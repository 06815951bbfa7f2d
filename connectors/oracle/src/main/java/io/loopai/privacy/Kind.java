package io.loopai.privacy;

/** What is masked. Where two overlap, the one that stands first here wins. */
enum Kind {
    SECRET,
    EMAIL,
    IBAN,
    CARD,
    NATIONAL_ID,
    IP,
    MAC,
    PHONE;

    /** The first value of a record; others carry their number. */
    String mask(int number) {
        return number == 1 ? "<" + name() + ">" : "<" + name() + "_" + number + ">";
    }
}
