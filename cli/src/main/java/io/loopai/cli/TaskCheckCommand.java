package io.loopai.cli;

import io.loopai.cli.terminal.Formats;
import io.loopai.cli.terminal.Terminal;
import io.loopai.task.Fallback;
import io.loopai.task.Json;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Validates a task file and says what it was understood to mean, defaults included. */
@Command(
        name = "check",
        description = "Check a task file and show it with its defaults filled in.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai task check spam.yaml",
            "  loopai task check spam.yaml --json | jq .sampling.rate",
        })
final class TaskCheckCommand implements Runnable {

    @Parameters(paramLabel = "FILE", description = "The task, as YAML or JSON.")
    private Path file;

    @Mixin private Output output;

    @Override
    public void run() {
        TaskSpec task = TaskFile.read(file);
        if (output.json()) {
            output.print(task);
            return;
        }
        Terminal out = output.out();
        out.println(out.green("ok") + "  " + file);
        line("id", task.id());
        line("description", task.description());
        line("input", text(task.inputSchema()));
        line("output", text(task.outputSchema()));
        line("examples", Formats.count(task.examples().size()));
        line("accuracy target", Formats.percent(task.accuracyTarget()));
        line("latency target", task.latencyTargetMs() + " ms");
        line("sampling", sampling(task));
        line("privacy", Json.name(task.privacy()));
        line("fallback", fallback(task));
    }

    private void line(String key, String value) {
        if (!value.isEmpty()) {
            output.out().println(String.format("    %-17s%s", key, value));
        }
    }

    private static String sampling(TaskSpec task) {
        return Json.name(task.sampling().policy()) + ", " + Formats.percent(task.sampling().rate());
    }

    private static String fallback(TaskSpec task) {
        String name = Json.name(task.fallback());
        return task.fallback() == Fallback.DEFAULT
                ? name + ", " + text(task.defaultOutput())
                : name;
    }

    private static String text(Object json) {
        return String.valueOf(json);
    }
}
