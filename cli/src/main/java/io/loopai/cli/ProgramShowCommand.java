package io.loopai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.cli.terminal.Terminal;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.VersionMetadata;
import io.loopai.task.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows one version with its source. */
@Command(
        name = "show",
        description = "Show a program: what is known of it, and its source.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai program show --task spam",
            "  loopai program show --task spam --version 2 --json | jq -r .source > Program.java",
        })
final class ProgramShowCommand implements Runnable {

    private record Report(String task, VersionMetadata metadata, boolean standby, String source) {}

    @Option(
            names = "--version",
            paramLabel = "N",
            converter = VersionConverter.class,
            description = "Which one: 3 or v3. Default: the active one, or else the newest.")
    private Integer version;

    @Mixin private TaskOption task;
    @Mixin private DataDirOption dataDir;
    @Mixin private Output output;

    @Override
    public void run() {
        ArtifactRepository artifacts = dataDir.artifacts();
        String id = task.id();
        int number = version != null ? version : Versions.activeOrNewest(artifacts, id).version();
        String source = artifacts.source(id, number);
        VersionMetadata metadata = Versions.numbered(artifacts, id, number);
        Optional<Deployment> running = artifacts.deployment(id);
        if (output.json()) {
            boolean standby = running.filter(d -> Versions.isStandby(d, number)).isPresent();
            output.print(new Report(id, metadata, standby, source));
        } else {
            print(id, metadata, Versions.stage(metadata, running), source);
        }
    }

    private void print(String id, VersionMetadata metadata, String stage, String source) {
        Terminal out = output.out();
        out.println(out.bold("// " + id + " v" + metadata.version()));
        out.println("// stage     " + stage);
        out.println("// compiler  " + metadata.compiler());
        out.println("// created   " + metadata.createdAt());
        if (metadata.activatedAt() != null) {
            out.println("// activated " + metadata.activatedAt());
        }
        out.println("// hash      " + metadata.hash());
        if (metadata.generation() != null && metadata.generation().has("improvement")) {
            print(metadata.generation().get("improvement"));
        }
        out.println("");
        out.println(source.stripTrailing());
    }

    /** Why it was made, and the mistakes of the version before. */
    private void print(JsonNode improvement) {
        Terminal out = output.out();
        out.println(
                "// because   "
                        + improvement.path("reason").asText()
                        + ": "
                        + improvement.path("message").asText());
        JsonNode mistakes = improvement.path("mistakes");
        for (JsonNode pair : mistakes.path("pairs")) {
            out.println(
                    "// mistakes  %d times %s instead of %s: %s"
                            .formatted(
                                    pair.path("count").asLong(),
                                    pair.has("answered")
                                            ? pair.get("answered").toString()
                                            : "nothing",
                                    pair.path("expected").toString(),
                                    joined(pair.path("ids"), "")));
        }
        if (!mistakes.path("words").isEmpty()) {
            out.println("// in them   " + joined(mistakes.get("words"), "word"));
        }
    }

    private static String joined(JsonNode list, String field) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add((field.isEmpty() ? each : each.path(field)).asText()));
        return String.join(", ", texts);
    }
}
