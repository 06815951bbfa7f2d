package io.loopai.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.Evaluation;
import io.loopai.generator.Generation;
import io.loopai.generator.Generator;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.Strategy;
import io.loopai.generator.llm.LlmOptions;
import io.loopai.generator.llm.LlmStrategy;
import io.loopai.generator.llm.ReplyCode;
import io.loopai.oracle.CostBudget;
import io.loopai.oracle.LlmClient;
import io.loopai.oracle.LlmSettings;
import io.loopai.oracle.PriceTable;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.oracle.testing.RecordedReplies;
import io.loopai.oracle.testing.Response;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.TaskSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What becomes of a real LLM's recorded replies, served over the OpenAI protocol. */
@Command(
        name = "replies",
        mixinStandardHelpOptions = true,
        description =
                "Serves recorded replies and two decoys of each task's worst reply, one padded with"
                        + " dead code and one with its labels swapped; and measures what is chosen"
                        + " with no other labels than the prompt's, and what 200 labels make of it.")
final class RepliesCommand implements Runnable {

    private static final int LABELS = 200;
    private static final double PERCENT = 100;

    @Option(
            names = "--data",
            defaultValue = "../shared/data",
            description = "The folder with the data sets. Default: ${DEFAULT-VALUE}.")
    private Path data;

    @Option(names = "--tasks", split = ",", description = "Only these. Default: all.")
    private List<String> only;

    @Option(names = "--seeds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--unlabelled",
            description =
                    "Inputs of training rows without their answers, at most so many, beside the 200"
                            + " labels. Default: none.")
    private int unlabelled;

    @Option(
            names = "--strategies",
            split = ",",
            description = "Only these, with 200 labels. Default: all.")
    private List<Strategy> strategies = List.of(Strategy.values());

    @Option(
            names = "--repairs",
            defaultValue = "0",
            description =
                    "How often a program is sent back for its mistakes, in vain: the same reply comes"
                            + " again. Default: ${DEFAULT-VALUE}.")
    private int repairs;

    private record Reply(String text, String source, double accuracy) {}

    @Override
    public void run() {
        RecordedReplies recorded = RecordedReplies.find().orElseThrow();
        System.out.println(Machine.here());
        System.out.println(
                "| task | replies | chosen | regret | decoy? | learned, 200 labels | llm | hybrid |"
                        + " auto |\n|---|---|---|---|---|---|---|---|---|");
        double regrets = 0;
        int tasks = 0;
        for (RecordedReplies.Task task : recorded.tasks()) {
            if (only == null || only.contains(task.name())) {
                try {
                    regrets += print(task, DataSet.read(data.resolve(task.name())));
                    tasks++;
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        }
        System.out.printf(Locale.ROOT, "mean regret %.2f points%n", regrets / tasks);
    }

    private double print(RecordedReplies.Task recorded, DataSet set) {
        TaskSpec task = set.task(recorded.description());
        List<Reply> replies = new ArrayList<>();
        for (String text : recorded.replies()) {
            Optional<String> source = accepted(text);
            source.ifPresent(
                    code ->
                            replies.add(
                                    new Reply(
                                            text,
                                            code,
                                            DataSet.evaluate(task, code, set.test()).accuracy())));
        }
        String accuracies =
                replies.stream()
                        .map(reply -> String.format(Locale.ROOT, "%.1f", PERCENT * reply.accuracy))
                        .collect(Collectors.joining(", "));
        if (replies.isEmpty()) {
            System.out.println("| " + recorded.name() + " | none accepted | | | | | | | |");
            return 0;
        }
        Reply worst =
                Collections.min(replies, java.util.Comparator.comparingDouble(Reply::accuracy));
        Reply best =
                Collections.max(replies, java.util.Comparator.comparingDouble(Reply::accuracy));
        String padded = padded(worst.source);
        String swapped = swapped(worst.source, recorded.labels());
        List<String> texts = new ArrayList<>();
        texts.add(fenced(padded));
        replies.forEach(reply -> texts.add(fenced(reply.source)));
        texts.add(fenced(swapped));
        List<LabelledRow> shown = new ArrayList<>();
        for (RecordedReplies.Row row : recorded.rows()) {
            shown.add(new LabelledRow("shown " + shown.size(), row.input(), row.output()));
        }
        Generation cold = generate(task, shown, List.of(), texts, Strategy.AUTO, 1);
        double chosen = DataSet.evaluate(task, cold.source(), set.test()).accuracy();
        boolean decoy = cold.source().equals(padded) || cold.source().equals(swapped);
        StringBuilder line = new StringBuilder();
        line.append(
                String.format(
                        Locale.ROOT,
                        "| %s | %s | %.1f | %.1f | %s",
                        recorded.name(),
                        accuracies,
                        PERCENT * chosen,
                        PERCENT * (best.accuracy - chosen),
                        decoy ? "YES" : "no"));
        boolean large = set.train().size() > LABELS;
        List<String> honest = replies.stream().map(reply -> fenced(reply.source)).toList();
        for (Strategy strategy :
                List.of(Strategy.LEARNED, Strategy.LLM, Strategy.HYBRID, Strategy.AUTO)) {
            line.append(" | ")
                    .append(
                            large && strategies.contains(strategy)
                                    ? mean(task, set, honest, strategy)
                                    : "");
        }
        System.out.println(line + " |");
        return PERCENT * (best.accuracy - chosen);
    }

    private String mean(TaskSpec task, DataSet set, List<String> texts, Strategy strategy) {
        double accuracy = 0;
        double macroF1 = 0;
        for (int seed = 0; seed < seeds; seed++) {
            List<LabelledRow> rows = set.shuffled(seed);
            int end = Math.min(rows.size(), LABELS + unlabelled);
            List<JsonNode> inputs =
                    rows.subList(LABELS, end).stream().map(LabelledRow::input).toList();
            rows = rows.subList(0, LABELS);
            double before = Cells.cpuSeconds();
            Generation generation = generate(task, rows, inputs, texts, strategy, seed);
            double cpu = Cells.cpuSeconds() - before;
            Evaluation evaluation = DataSet.score(task, generation.source(), set.test());
            System.err.printf(
                    Locale.ROOT,
                    "%s, %s, seed %d: %.2f%% (%.1f), as %s, %.0f s of CPU%n",
                    set.name(),
                    strategy,
                    seed,
                    PERCENT * evaluation.accuracy(),
                    PERCENT * evaluation.macroF1(),
                    generation.strategy(),
                    cpu);
            accuracy += evaluation.accuracy() / seeds;
            macroF1 += evaluation.macroF1() / seeds;
        }
        return Percent.cell(accuracy, macroF1);
    }

    private Generation generate(
            TaskSpec task,
            List<LabelledRow> rows,
            List<JsonNode> inputs,
            List<String> texts,
            Strategy strategy,
            long seed) {
        int[] next = {0};
        Behaviour behaviour =
                request -> {
                    for (JsonNode message : request.path("messages")) {
                        if ("assistant".equals(message.path("role").asText())) {
                            String same = message.path("content").asText();
                            return Response.reply(request, same, "stop");
                        }
                    }
                    String text = texts.get(next[0]++ % texts.size());
                    return Response.reply(request, text, "stop");
                };
        LlmOptions options = new LlmOptions(texts.size(), repairs, 5);
        try (LlmServer server = LlmServer.start().then(behaviour);
                LlmClient client =
                        LlmClient.open(
                                LlmSettings.of(server.url(), "recorded", "").concurrency(1),
                                PriceTable.standard(),
                                CostBudget.ofUsd(1_000),
                                null)) {
            return new Generator(task, rows, seed)
                    .withUnlabelled(inputs)
                    .generate(strategy, Optional.of(new LlmStrategy(client, options)));
        }
    }

    private static Optional<String> accepted(String reply) {
        String source = ReplyCode.in(reply).source();
        if (source == null) {
            return Optional.empty();
        }
        try {
            Sandbox.compile(source, CompilerKind.ECJ);
            return Optional.of(source);
        } catch (ProgramRejectedException e) {
            return Optional.empty();
        }
    }

    private static String fenced(String source) {
        return "```java\n" + source + "\n```";
    }

    /** With a long method full of words that nobody calls. */
    private static String padded(String source) {
        StringBuilder dead = new StringBuilder("\n    private static int unused(String text) {\n");
        dead.append("        int score = 0;\n");
        for (int i = 0; i < 400; i++) {
            dead.append("        if (text.contains(\"padding").append(i).append("\")) {\n");
            dead.append("            score += ").append(i).append(";\n        }\n");
        }
        dead.append("        return score;\n    }\n}");
        int end = source.lastIndexOf('}');
        return source.substring(0, end) + dead;
    }

    /** Each label becomes the next one. */
    private static String swapped(String source, List<String> labels) {
        String text = source;
        for (int i = 0; i < labels.size(); i++) {
            text = text.replace("\"" + labels.get(i) + "\"", "\"\u0001" + i + "\"");
        }
        for (int i = 0; i < labels.size(); i++) {
            String other = labels.get((i + 1) % labels.size());
            text = text.replace("\"\u0001" + i + "\"", "\"" + other + "\"");
        }
        return text;
    }
}
