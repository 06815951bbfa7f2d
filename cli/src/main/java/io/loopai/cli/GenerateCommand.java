package io.loopai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.Generation;
import io.loopai.generator.GenerationFailedException;
import io.loopai.generator.Generator;
import io.loopai.generator.LabelFile;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.Strategy;
import io.loopai.generator.llm.LlmStrategy;
import io.loopai.oracle.LlmClient;
import io.loopai.oracle.LlmException;
import io.loopai.sandbox.CompilerKind;
import io.loopai.signature.SigningKey;
import io.loopai.store.AddResult;
import io.loopai.store.ArtifactRepository;
import io.loopai.task.Json;
import io.loopai.task.TaskSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a program from examples and labelled rows, and stores it as the task's next version. */
@Command(
        name = "generate",
        description = {
            "Make a program from a task's examples and labelled rows.",
            "Several candidates are compared on rows that they have not learned from; the best becomes"
                    + " the task's next version, with an honest estimate of its accuracy. A row is a"
                    + " line such as {\"input\": {\"text\": \"WIN a prize\"}, \"output\": \"spam\"}."
                    + " A task's first program is active at once; others wait for 'program"
                    + " activate'."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai generate --task spam.yaml --labels rows.jsonl",
            "  loopai generate --task spam --labels rows.jsonl --json | jq .estimated_accuracy",
        })
final class GenerateCommand implements Runnable {

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "Labelled rows, one JSON object on each line. Without them: the task's examples"
                            + " alone.")
    private Path labels;

    @Option(
            names = "--unlabelled",
            paramLabel = "FILE",
            description =
                    "Inputs without answers, such as {\"input\": {\"text\": \"...\"}}, one on each"
                            + " line, at least 100 and as many as labelled rows; the last 4,000 count."
                            + " Learned models then also learn which words appear together. Answers in"
                            + " the file are ignored.")
    private Path unlabelled;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            defaultValue = "auto",
            description =
                    "learned (a model of the labelled rows; needs no LLM), llm (an LLM writes the"
                            + " program), hybrid (both), or auto: whatever is best with what there"
                            + " is. Default: auto.")
    private Strategy strategy;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same rows and seed give the same learned program. Default: 1.")
    private long seed;

    @Mixin private TaskOption task;
    @Mixin private LlmOption llm;
    @Mixin private DataDirOption dataDir;
    @Mixin private SigningOption signing;
    @Mixin private Output output;

    @Override
    public void run() {
        Optional<TaskSpec> file = task.file();
        TaskSpec spec = task.spec(dataDir);
        Optional<SigningKey> key = signing.key();
        List<LabelledRow> rows = labels == null ? List.of() : LabelFile.read(labels, spec);
        List<JsonNode> inputs =
                unlabelled == null ? List.of() : LabelFile.readInputs(unlabelled, spec);
        Generator generator = new Generator(spec, rows, seed).withUnlabelled(inputs);
        Generation generation = generate(generator, spec.id());

        ArtifactRepository artifacts = new ArtifactRepository(dataDir.create(), key);
        file.ifPresent(artifacts::putTask);
        AddResult stored =
                artifacts.add(
                        spec.id(),
                        generation.source(),
                        CompilerKind.ECJ.wireName(),
                        generation.metadata());
        GenerateReport report = new GenerateReport(spec.id(), stored, generation);
        if (output.json()) {
            output.print(report.json());
        } else {
            report.print(output.out(), dataDir);
        }
    }

    private Generation generate(Generator generator, String id) {
        String doing = id + ": comparing programs on " + generator.rows() + " examples and rows";
        try (LlmClient client = openLlm().orElse(null)) {
            Optional<LlmStrategy> writer =
                    Optional.ofNullable(client).map(one -> new LlmStrategy(one, llm.options()));
            return Waiting.show(output.err(), doing, () -> generator.generate(strategy, writer));
        } catch (GenerationFailedException e) {
            throw new CommandFailedException(e.getMessage(), e);
        }
    }

    /** Whoever wants no LLM may have half of one in the environment: the message says how to go without. */
    private void checkLlm() {
        try {
            llm.settings();
        } catch (LlmException e) {
            throw new CommandFailedException(
                    e.getMessage() + "; or use --strategy learned, which asks no LLM", e);
        }
    }

    private Optional<LlmClient> openLlm() {
        if (strategy == Strategy.LEARNED) {
            return Optional.empty();
        }
        checkLlm();
        Optional<LlmClient> client = llm.open(dataDir.path());
        client.ifPresent(one -> LlmOption.warn(one, output));
        if (client.isEmpty() && strategy != Strategy.AUTO) {
            throw new CommandFailedException(LlmOption.missing(Json.name(strategy)));
        }
        return client;
    }
}
