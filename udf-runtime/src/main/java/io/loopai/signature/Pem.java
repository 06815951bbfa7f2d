package io.loopai.signature;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of keys that OpenSSL reads and writes (RFC 7468). */
final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----\\s+([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final int LINE = 64;

    private Pem() {}

    static String write(String label, byte[] der) {
        Base64.Encoder lines =
                Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, lines.encodeToString(der), label);
    }

    /**
     * The content of the one block in the text.
     *
     * @throws IllegalArgumentException says what is there instead, and nothing of the content
     */
    static byte[] read(String label, String text) {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException(
                    "no PEM block '"
                            + label
                            + "' is in it; make a pair of keys with 'loopai keys"
                            + " create'");
        }
        if (!block.group(1).equals(label)) {
            throw new IllegalArgumentException(
                    "it holds a '" + block.group(1) + "', but a '" + label + "' is needed");
        }
        try {
            return Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its PEM block is damaged", e);
        }
    }
}
