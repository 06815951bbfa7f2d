package io.loopai.cli;

import io.loopai.cli.terminal.Terminal;
import io.loopai.sandbox.CompiledProgram;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.Sandbox;
import io.loopai.store.AddResult;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.VersionMetadata;
import io.loopai.task.ByteOrderMark;
import io.loopai.task.Stage;
import io.loopai.task.TaskSpec;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stores a program as the next version of its task, if the sandbox accepts it. */
@Command(
        name = "add",
        description = {
            "Add a program to a task, as its next version.",
            "The program is compiled and checked first, and tried on the task's examples. A task's"
                    + " first program is active at once; others wait for 'program activate'."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai program add --task spam.yaml --source SpamProgram.java",
            "  loopai program add --task spam --source Better.java --json | jq .version",
        })
final class ProgramAddCommand implements Runnable {

    private record Report(
            String task,
            int version,
            String hash,
            String compiler,
            Stage stage,
            boolean added,
            boolean active,
            ExampleCheck examples) {}

    @Option(
            names = "--source",
            required = true,
            paramLabel = "FILE",
            description = "The program: one Java class that implements io.loopai.program.Program.")
    private Path source;

    @Option(
            names = "--compiler",
            paramLabel = "NAME",
            defaultValue = "ecj",
            converter = CompilerConverter.class,
            description =
                    "What compiles the program, here and wherever it runs: ecj (all of Java 17) or"
                            + " janino (smaller; a subset). Default: ecj.")
    private CompilerKind compiler;

    @Mixin private TaskOption task;
    @Mixin private DataDirOption dataDir;
    @Mixin private SigningOption signing;
    @Mixin private Output output;

    @Override
    public void run() {
        Optional<TaskSpec> file = task.file();
        TaskSpec spec = task.spec(dataDir);
        String text = read(source);
        ExampleCheck examples = ExampleCheck.of(spec, compile(text));

        ArtifactRepository artifacts = new ArtifactRepository(dataDir.create(), signing.key());
        file.ifPresent(artifacts::putTask);
        report(spec.id(), artifacts.add(spec.id(), text, compiler.wireName()), examples);
    }

    private static String read(Path file) {
        try {
            return ByteOrderMark.strip(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new CommandFailedException(
                    file + ": no such file; name the program's Java source", e);
        } catch (CharacterCodingException e) {
            throw new CommandFailedException(file + ": is not UTF-8; save it as UTF-8", e);
        } catch (IOException e) {
            throw new CommandFailedException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private CompiledProgram compile(String text) {
        try {
            return Sandbox.compile(text, compiler);
        } catch (ProgramRejectedException e) {
            String problems =
                    e.getMessage()
                            .lines()
                            .map(line -> source + ": " + line)
                            .collect(Collectors.joining("\n"));
            throw new CommandFailedException("the program was rejected\n" + problems, e);
        }
    }

    private void report(String id, AddResult result, ExampleCheck examples) {
        VersionMetadata version = result.metadata();
        boolean active = version.stage() == Stage.ACTIVE;
        if (output.json()) {
            output.print(
                    new Report(
                            id,
                            version.version(),
                            version.hash(),
                            version.compiler(),
                            version.stage(),
                            result.added(),
                            active,
                            examples));
            return;
        }
        examples.problems().forEach(output::warn);
        Terminal out = output.out();
        String name = "v" + version.version();
        String details = " (" + Versions.shortHash(version) + ", " + version.compiler() + ")";
        out.println(
                result.added()
                        ? id + ": added " + out.bold(name) + details
                        : id + ": this source is already " + out.bold(name) + details);
        if (examples.total() > 0) {
            out.println("examples: " + examples.right() + " of " + examples.total() + " right");
        }
        if (active) {
            out.println(name + " is active: it answers from now on");
        } else {
            String stage = Versions.stage(version);
            out.println(name + " is " + stage + "; to let it take a tenth of the requests:");
            out.println(
                    "  loopai program activate --task "
                            + id
                            + " --version "
                            + version.version()
                            + " --share 0.1"
                            + dataDir.again());
        }
    }
}
