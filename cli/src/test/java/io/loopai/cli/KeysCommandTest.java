package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.cli.Shell.Outcome;
import io.loopai.signature.SigningKey;
import io.loopai.store.JsonLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

    @TempDir private Path dir;
    private String data;
    private Path source;

    @BeforeEach
    void prepare() throws IOException {
        data = dir.resolve("data").toString();
        Files.writeString(
                dir.resolve("echo.yaml"),
                """
                id: echo
                input_schema: {type: object, properties: {text: {type: string}}, required: [text]}
                output_schema: {type: string}
                """);
        source =
                Files.writeString(
                        dir.resolve("Echo.java"),
                        """
                        import io.loopai.program.*;
                        public final class Echo implements Program {
                            public Answer answer(Input in) {
                                return Answer.of(in.text("text"));
                            }
                        }
                        """);
    }

    @Test
    void shouldMakeAPairOfKeysAndKeepOneOfThemSecret() throws IOException {
        Path name = dir.resolve("release");

        Outcome outcome = Shell.run("keys", "create", "--out", name.toString());

        String id = SigningKey.parse(Files.readString(dir.resolve("release.pem"))).id();
        assertThat(outcome)
                .isEqualTo(
                        new Outcome(
                                0,
                                "key "
                                        + id
                                        + "\n  "
                                        + name
                                        + ".pem  signs: keep it secret, give it to --signing-key\n  "
                                        + name
                                        + ".pub.pem  verifies: name it in"
                                        + " loopai.deployments.public_keys of the jobs\n",
                                ""));
        assertThat(Files.getPosixFilePermissions(dir.resolve("release.pem")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void shouldNotOverwriteAKey() throws IOException {
        String name = create("release");
        String before = Files.readString(dir.resolve("release.pem"));

        assertThat(Shell.run("keys", "create", "--out", name))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "error: "
                                        + name
                                        + ".pub.pem: exists already, and a key is not overwritten;"
                                        + " choose another --out\n"));
        assertThat(dir.resolve("release.pem")).hasContent(before);
    }

    @Test
    void shouldRunWhatTheKeySignedAndNothingElse() throws IOException {
        String name = create("release");
        add("--signing-key", name + ".pem");
        assertThat(run(name).exitCode()).as("signed").isZero();

        create("other");
        assertThat(sign("other").exitCode()).isZero();

        Outcome refused = run(name);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("no record could be run; the dead letters say why");
        assertThat(events())
                .contains("the deployment is not trusted: it is signed with the key")
                .contains("deployment_refused");
    }

    @Test
    void shouldSignWhatWasDeployedBefore() throws IOException {
        String name = create("release");
        add();
        assertThat(check(name))
                .isEqualTo(
                        new Outcome(
                                1,
                                "task  revision  trusted  why not\n"
                                        + "echo         1  no       it is not signed\n",
                                ""));

        assertThat(sign("release"))
                .isEqualTo(
                        new Outcome(
                                0,
                                "echo: v1 active (revision 1)\nsigned with the key "
                                        + id("release")
                                        + "\n",
                                ""));

        assertThat(check(name))
                .isEqualTo(
                        new Outcome(
                                0, "task  revision  trusted  why not\necho         1  yes\n", ""));
    }

    @Test
    void shouldShowADamagedTaskBesideTheOthers() throws IOException {
        String name = create("release");
        add("--signing-key", name + ".pem");
        Path damaged = Files.createDirectories(Path.of(data, "artifacts", "broken"));
        Files.writeString(damaged.resolve("deployment.json"), "{");

        Outcome outcome = check(name);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("echo           1  yes\n")
                .contains("broken         0  no       " + damaged.resolve("deployment.json"));
    }

    @Test
    void shouldNotChangeWhatIsSignedWithoutTheKey() throws IOException {
        String name = create("release");
        add("--signing-key", name + ".pem");

        assertThat(Shell.run("program", "retire", "--task", "echo", "--data-dir", data))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "error: the deployment of 'echo' is signed, and this change would"
                                        + " not be: give the signing key (--signing-key), or remove "
                                        + Path.of(data, "artifacts/echo/deployment.sig")
                                        + " to go on without signatures\n"));
    }

    @Test
    void shouldSayWhatIsNoKey() throws IOException {
        add();

        assertThat(sign("missing").err())
                .isEqualTo(
                        "error: "
                                + dir.resolve("missing.pem")
                                + ": cannot be read; name the file with the private key\n");
        assertThat(Shell.run("keys", "sign", "--task", "echo", "--data-dir", data).err())
                .isEqualTo(
                        "error: no signing key is given; name its file with --signing-key, or make"
                                + " one with 'loopai keys create'\n");
        Path text = Files.writeString(dir.resolve("text.pub.pem"), "hello");
        assertThat(check(dir.resolve("text").toString()).err())
                .isEqualTo(
                        "error: "
                                + text
                                + ": no PEM block 'PUBLIC KEY' is in it; make a pair of keys with"
                                + " 'loopai keys create'\n");
    }

    private String create(String name) {
        String path = dir.resolve(name).toString();
        assertThat(Shell.run("keys", "create", "--out", path).exitCode()).isZero();
        return path;
    }

    private String id(String name) throws IOException {
        return SigningKey.parse(Files.readString(dir.resolve(name + ".pem"))).id();
    }

    private Outcome sign(String name) {
        return Shell.run(
                "keys",
                "sign",
                "--task",
                "echo",
                "--data-dir",
                data,
                "--signing-key",
                dir.resolve(name) + ".pem");
    }

    private Outcome check(String name) {
        return Shell.run("keys", "check", "--public-key", name + ".pub.pem", "--data-dir", data);
    }

    private void add(String... more) {
        String[] command = {
            "program",
            "add",
            "--task",
            dir.resolve("echo.yaml").toString(),
            "--source",
            source.toString(),
            "--data-dir",
            data
        };
        String[] whole = Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, whole, command.length, more.length);
        assertThat(Shell.run((Object[]) whole).exitCode()).isZero();
    }

    private Outcome run(String name) throws IOException {
        Path input = Files.writeString(dir.resolve("in.jsonl"), "{\"input\":{\"text\":\"hi\"}}\n");
        return Shell.run(
                "run",
                "--task",
                "echo",
                "--input",
                input.toString(),
                "--data-dir",
                data,
                "--fresh",
                "-D",
                "loopai.deployments.public_keys=" + name + ".pub.pem");
    }

    private String events() {
        StringBuilder text = new StringBuilder();
        JsonLines.forEach(
                Path.of(data, "events"),
                line -> text.append(new String(line, StandardCharsets.UTF_8)).append('\n'));
        return text.toString();
    }
}
