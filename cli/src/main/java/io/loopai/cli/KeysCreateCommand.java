package io.loopai.cli;

import io.loopai.signature.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a pair of keys. */
@Command(
        name = "create",
        description = {
            "Make a pair of Ed25519 keys: NAME.pem signs and is secret, NAME.pub.pem verifies.",
            "Both are in the form of OpenSSL; existing files are left alone."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  loopai keys create", "  loopai keys create --out /etc/loopai/release"})
final class KeysCreateCommand implements Runnable {

    private record Report(String key, String privateFile, String publicFile) {}

    @Option(
            names = "--out",
            paramLabel = "NAME",
            defaultValue = "loopai",
            description = "How the files begin, folder included. Default: ${DEFAULT-VALUE}.")
    private String name;

    @Mixin private Output output;

    @Override
    public void run() {
        SigningKey key = SigningKey.create();
        Path privateFile = Path.of(name + ".pem");
        Path publicFile = Path.of(name + ".pub.pem");
        if (Files.exists(publicFile)) {
            throw exists(publicFile);
        }
        write(privateFile, key.privatePem(), "rw-------");
        write(publicFile, key.publicPem(), "rw-r--r--");
        if (output.json()) {
            output.print(new Report(key.id(), privateFile.toString(), publicFile.toString()));
            return;
        }
        output.out().println("key " + output.out().bold(key.id()));
        output.out()
                .println("  " + privateFile + "  signs: keep it secret, give it to --signing-key");
        output.out()
                .println(
                        "  "
                                + publicFile
                                + "  verifies: name it in loopai.deployments.public_keys of the"
                                + " jobs");
    }

    /** Nobody else can read a secret at any moment: it is created so. */
    private static void write(Path file, String text, String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString(permissions))
                        }
                        : new FileAttribute<?>[0];
        try (SeekableByteChannel channel =
                Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        attributes)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        } catch (IOException e) {
            throw new CommandFailedException(
                    file + ": cannot be written; check the folder and its permissions", e);
        }
    }

    private static CommandFailedException exists(Path file) {
        return new CommandFailedException(
                file + ": exists already, and a key is not overwritten; choose another --out");
    }
}
