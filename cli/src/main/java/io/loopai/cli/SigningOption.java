package io.loopai.cli;

import io.loopai.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Who signs what a command deploys. */
final class SigningOption {

    @Option(
            names = "--signing-key",
            paramLabel = "FILE",
            defaultValue = "${env:LOOPAI_SIGNING_KEY:-" + Option.NULL_VALUE + "}",
            showDefaultValue = Visibility.NEVER,
            description =
                    "Sign what is deployed with this private key (see 'loopai keys'). Without it: the"
                            + " file that the environment variable LOOPAI_SIGNING_KEY names, if any.")
    private Path file;

    /** The key, if one is given. */
    Optional<SigningKey> key() {
        return Optional.ofNullable(file).map(SigningOption::read);
    }

    /** The key, which must be given. */
    SigningKey required() {
        return key().orElseThrow(
                        () ->
                                new CommandFailedException(
                                        "no signing key is given; name its file with --signing-key,"
                                                + " or make one with 'loopai keys create'"));
    }

    private static SigningKey read(Path file) {
        try {
            return SigningKey.parse(Files.readString(file));
        } catch (IOException e) {
            throw new CommandFailedException(
                    file + ": cannot be read; name the file with the private key", e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(file + ": " + e.getMessage(), e);
        }
    }
}
