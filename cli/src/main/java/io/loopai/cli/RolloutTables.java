package io.loopai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.cli.terminal.Table;
import java.util.Locale;

/** A task's rollouts and attempts for people. */
final class RolloutTables {

    private static final int PERCENT = 100;

    private RolloutTables() {}

    static void print(JsonNode report, Output output) {
        if (output.json()) {
            output.print(report);
            return;
        }
        if (report.has("active")) {
            output.out().println(agreement(report.get("active")));
            if (report.get("active").has("failing")) {
                output.warn(report.at("/active/failing").asText());
            }
        }
        JsonNode underWay = report.path("under_way");
        if (underWay.isMissingNode()) {
            output.out().println("no rollout is under way");
        }
        if (!underWay.isMissingNode() || !report.path("ended").isEmpty()) {
            Table table =
                    new Table()
                            .left("challenger")
                            .left("champion")
                            .left("phase")
                            .right("share")
                            .right("won")
                            .right("lost")
                            .right("pairs")
                            .left("since")
                            .left("reason");
            if (!underWay.isMissingNode()) {
                add(table, underWay);
            }
            report.path("ended").forEach(ended -> add(table, ended));
            table.print(output.out());
        }
        printAttempts(report.path("attempts"), output);
    }

    private static String agreement(JsonNode active) {
        String target = percent(active.path("accuracy_target")) + "%";
        String version = "v" + active.path("version").asInt();
        if (!active.has("agreement")) {
            return version + " answers; no audit label says yet how well, the target is " + target;
        }
        return version
                + " agrees with the oracle in "
                + percent(active.path("agreement"))
                + "% ("
                + percent(active.at("/interval/low"))
                + "–"
                + percent(active.at("/interval/high"))
                + ") of "
                + active.path("labels").asLong()
                + " audit labels, the target is "
                + target
                + (active.has("oracle") ? consistency(active.get("oracle")) : "");
    }

    private static String consistency(JsonNode oracle) {
        return "; the oracle agrees with itself in "
                + percent(oracle.path("consistency"))
                + "% ("
                + percent(oracle.at("/interval/low"))
                + "–"
                + percent(oracle.at("/interval/high"))
                + ") of "
                + oracle.path("asked_twice").asLong()
                + " questions asked twice";
    }

    private static String percent(JsonNode share) {
        return String.format(Locale.ROOT, "%.1f", PERCENT * share.asDouble());
    }

    private static void add(Table table, JsonNode rollout) {
        table.row(
                "v" + rollout.path("challenger").asInt(),
                "v" + rollout.path("champion").asInt(),
                rollout.path("phase").asText()
                        + (rollout.path("paused").asBoolean() && !rollout.has("ended_at")
                                ? ", paused"
                                : ""),
                Math.round(PERCENT * rollout.path("share").asDouble()) + "%",
                rollout.path("wins").asLong(),
                rollout.path("losses").asLong(),
                rollout.path("pairs").asLong(),
                second(rollout.path("since").asText()),
                rollout.path("reason").asText());
    }

    private static void printAttempts(JsonNode attempts, Output output) {
        if (attempts.isEmpty()) {
            return;
        }
        output.out().println("");
        Table table = new Table().left("attempt").left("because").left("outcome");
        for (JsonNode attempt : attempts) {
            table.row(
                    second(attempt.path("requested_at").asText()),
                    attempt.path("reason").asText() + ": " + attempt.path("message").asText(),
                    attempt.path("outcome").asText("waiting"));
        }
        table.print(output.out());
    }

    /** A time without what is smaller. */
    private static String second(String time) {
        return time.replaceFirst("\\.\\d+Z$", "Z");
    }
}
