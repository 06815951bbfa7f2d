package io.loopai.cli;

import io.loopai.store.DataDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what Loopai does, on tickets that it makes up. */
@Command(
        name = "demo",
        description = {
            "Watch a program get better by itself while it answers.",
            "Support tickets flow through Kafka and a Flink job, 2,000 a second. A first program, learned"
                    + " from ten examples, sorts them. One ticket in twenty is looked up in the known"
                    + " labels; better programs are made from these, prove themselves beside the live"
                    + " one, and take over. Then the tickets change, and it all happens again. Takes up"
                    + " to five minutes.",
            "With --records tickets are replayed from files at full speed instead, and a better"
                    + " program takes over half way.",
            "With OPENAI_API_KEY and OPENAI_MODEL set (OPENAI_BASE_URL for another endpoint), an LLM"
                    + " writes programs, too, and is the oracle: it gets no known labels, but the"
                    + " rules, which change with the tickets."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai demo",
            "  loopai demo --data-dir demo-data",
            "  loopai demo --records 1000000 --json | jq .versions",
        })
final class DemoCommand implements Callable<Integer> {

    private static final int RATE = 2_000;

    /** Endpoints take some hundred questions a minute. */
    private static final int ASKED_RATE = 200;

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "Replay that many requests at full speed, from files.")
    private Long records;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "Where to write; must be empty. Default: a new folder for temporary files.")
    private Path directory;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Tickets a second. Default: 2,000; 200 with an LLM, which is asked about ten of"
                            + " them.")
    private Integer rate;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "How many subtasks work side by side. Default: 2.")
    private int parallelism = 2;

    @Mixin private LlmOption llm;
    @Mixin private Output output;

    @Override
    public Integer call() throws Exception {
        if (records != null) {
            ReplayDemo demo = new ReplayDemo(records, parallelism, output);
            demo.run(DataDir.open(emptyFolder()));
            return 0;
        }
        llm.settings(); // what cannot be used is refused before anything is written
        DataDir data = DataDir.open(emptyFolder());
        LoopDemo demo = new LoopDemo(data, rate(), parallelism, llm, output);
        LoopDemo.Result result = demo.run();
        return result == LoopDemo.Result.SHOWN ? 0 : 1;
    }

    private int rate() {
        if (rate != null) {
            return rate;
        }
        return llm.settings().isPresent() ? ASKED_RATE : RATE;
    }

    private Path emptyFolder() throws IOException {
        if (directory == null) {
            return Files.createTempDirectory("loopai-demo-");
        }
        if (Files.exists(directory)) {
            try (var entries = Files.list(directory)) {
                if (entries.findAny().isPresent()) {
                    throw new CommandFailedException(
                            directory
                                    + ": is not empty; name a new folder, so that the demo counts"
                                    + " its own records only");
                }
            }
        }
        return directory.toAbsolutePath();
    }
}
