package io.loopai.oracle.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.loopai.task.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a real LLM replied to the prompts of some tasks, recorded: no part of the repository, but it
 * may lie beside it.
 *
 * <pre>{@code
 * RecordedReplies recorded = RecordedReplies.find().orElseThrow();
 * server.then(recorded.behaviour());
 * recorded.task("trec6").replies().get(1);
 * }</pre>
 */
public final class RecordedReplies {

    private static final String FOLDER = "shared/llm-replies";
    private static final Pattern TASK = Pattern.compile("^Task: (.*)$", Pattern.MULTILINE);
    private static final Pattern LABELS = Pattern.compile("^Labels: (.*)$", Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile("^(\\{.*}) -> (.*)$", Pattern.MULTILINE);

    private final List<Task> tasks;

    private RecordedReplies(List<Task> tasks) {
        this.tasks = tasks;
    }

    /** A row that stood in the prompt, with its right answer. */
    public record Row(JsonNode input, JsonNode output) {}

    /**
     * One task and what the LLM made of it.
     *
     * @param name of its folder, which is the name of its data set too
     * @param description as it stood in the prompt; by it the behaviour knows a prompt
     * @param rows all that the LLM saw
     * @param replies three of them, in full
     */
    public record Task(
            String name,
            String description,
            List<String> labels,
            List<Row> rows,
            List<String> replies) {}

    /** Those beside the repository; empty where there are none. */
    public static Optional<RecordedReplies> find() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(FOLDER))) {
                return Optional.of(in(at.resolve(FOLDER)));
            }
        }
        return Optional.empty();
    }

    /** Those in a folder. */
    public static RecordedReplies in(Path folder) {
        try (Stream<Path> folders = Files.list(folder)) {
            return new RecordedReplies(
                    folders.filter(Files::isDirectory)
                            .sorted()
                            .map(RecordedReplies::read)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All tasks, by name. */
    public List<Task> tasks() {
        return tasks;
    }

    /** The task of that name. */
    public Task task(String name) {
        return tasks.stream().filter(task -> task.name().equals(name)).findFirst().orElseThrow();
    }

    /**
     * Replies to a prompt with the description of a recorded task: with its first reply to the first
     * prompt, with its second to the second, and so on, over and over. Asked to mend a reply, it says
     * the same again.
     */
    public Behaviour behaviour() {
        Map<String, Integer> asked = new HashMap<>();
        return request -> {
            for (JsonNode message : request.path("messages")) {
                if ("assistant".equals(message.path("role").asText())) {
                    return Response.reply(request, message.path("content").asText(), "stop");
                }
            }
            String prompt = request.path("messages").toString();
            for (Task task : tasks) {
                if (prompt.contains(
                        TextNode.valueOf(task.description())
                                .toString()
                                .replaceAll("^\"|\"$", ""))) {
                    int n;
                    synchronized (asked) {
                        n = asked.merge(task.name(), 1, Integer::sum) - 1;
                    }
                    return Response.reply(
                            request, task.replies().get(n % task.replies().size()), "stop");
                }
            }
            return Response.error(400, "unknown_task", null, "No recorded task is in the prompt");
        };
    }

    private static Task read(Path folder) {
        try {
            String prompt = Files.readString(folder.resolve("prompt.txt"));
            List<Row> rows = new ArrayList<>();
            Matcher row = ROW.matcher(prompt);
            while (row.find()) {
                rows.add(
                        new Row(
                                Json.MAPPER.readTree(row.group(1)),
                                TextNode.valueOf(row.group(2))));
            }
            List<String> replies = new ArrayList<>();
            for (int n = 1; n <= 3; n++) {
                replies.add(Files.readString(folder.resolve(n + ".md")));
            }
            return new Task(
                    folder.getFileName().toString(),
                    line(TASK, prompt),
                    List.of(line(LABELS, prompt).split(", ")),
                    rows,
                    replies);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Pattern pattern, String prompt) {
        Matcher line = pattern.matcher(prompt);
        if (!line.find()) {
            throw new IllegalStateException("the prompt has no line '" + pattern + "'");
        }
        return line.group(1);
    }
}
