package io.loopai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.cli.terminal.Formats;
import io.loopai.cli.terminal.Table;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a task's LLMs have cost. */
@Command(
        name = "costs",
        description = {
            "Show what a task's LLMs have cost in the last 30 days (UTC): the oracle's for its answers,"
                    + " and the generator's for programs.",
            "With 'sampling: {usd_per_day: 2}' in the task file both together cost no more than 2 USD a"
                    + " day: answers 1 USD, and programs 1 USD. What an attempt may cost counts as spent"
                    + " while it is under way."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  loopai costs spam", "  loopai costs spam --json | jq .left_usd"})
final class CostsCommand implements Runnable {

    @Mixin private TaskParameter task;
    @Mixin private ServiceApi api;
    @Mixin private Output output;

    @Override
    public void run() {
        JsonNode report = api.get("/api/v1/tasks/" + task.id() + "/costs");
        if (output.json()) {
            output.print(report);
            return;
        }
        if (report.path("days").isEmpty()) {
            output.out().println("nothing was spent in the last 30 days");
        } else {
            print(report.path("days"));
        }
        JsonNode most = report.path("usd_per_day");
        if (!most.isMissingNode()) {
            output.out()
                    .println(
                            "left of today's %s: %s (%s for answers, %s for programs)"
                                    .formatted(
                                            usd(most.asDouble()),
                                            usd(report.path("left_usd").asDouble()),
                                            usd(report.path("oracle_left_usd").asDouble()),
                                            usd(report.path("generator_left_usd").asDouble())));
        }
    }

    private void print(JsonNode days) {
        Table table =
                new Table()
                        .left("date")
                        .left("purpose")
                        .left("model")
                        .right("calls")
                        .right("tokens in")
                        .right("tokens out")
                        .right("cost");
        for (JsonNode day : days) {
            for (JsonNode sum : day.path("sums")) {
                table.row(
                        day.path("date").asText(),
                        sum.path("purpose").asText(),
                        sum.path("model").asText("?"),
                        Formats.count(sum.path("rows").asLong()),
                        Formats.count(sum.path("tokens_in").asLong()),
                        Formats.count(sum.path("tokens_out").asLong()),
                        usd(sum.path("usd").asDouble()));
            }
        }
        table.print(output.out());
    }

    private static String usd(double amount) {
        return String.format(Locale.ROOT, "$%.4f", amount);
    }
}
