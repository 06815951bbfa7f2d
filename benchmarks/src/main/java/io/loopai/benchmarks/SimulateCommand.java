package io.loopai.benchmarks;

import io.loopai.task.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether what is decided from labels keeps to what it promises. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Makes up streams whose truth is known, lets the jobs' and the service's own code"
                        + " sample, judge and decide, a tenth of the labels missing and the others"
                        + " out of order, and counts how often that goes wrong. In brackets: 95%%"
                        + " intervals of the shares.")
final class SimulateCommand implements Callable<Integer> {

    private static final String HEAD =
            "| claim | setting | measured | goal | met |%n|---|---|---|---|---|%n";

    /** What can be simulated. */
    enum Claim {
        COVERAGE,
        PROMOTION,
        BEGINNING,
        POWER,
        DRIFT;

        private void simulate(SimulatedClaims claims, Consumer<SimulatedRow> rows) {
            switch (this) {
                case COVERAGE -> claims.coverage(rows);
                case PROMOTION -> claims.promotion(rows);
                case BEGINNING -> claims.beginning(rows);
                case POWER -> claims.power(rows);
                case DRIFT -> claims.drift(rows);
            }
        }
    }

    @Option(
            names = "--claims",
            split = ",",
            defaultValue = "coverage,promotion,beginning,power,drift",
            description = "Default: ${DEFAULT-VALUE}.")
    private Set<Claim> claims = new LinkedHashSet<>();

    @Option(
            names = "--runs",
            defaultValue = "1000",
            description = "Streams behind every number. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Repeats the streams. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    record Report(Machine machine, int runs, long seed, List<SimulatedRow> rows) {}

    /** Zero when every goal is met. */
    @Override
    public Integer call() {
        Machine machine = Machine.here();
        List<SimulatedRow> rows = new ArrayList<>();
        Consumer<SimulatedRow> out = rows::add;
        if (!json) { // each as soon as it is known, for all of them take a while
            System.out.println(machine);
            System.out.printf(HEAD);
            out = out.andThen(row -> System.out.print(row.line()));
        }
        for (Claim claim : claims) {
            claim.simulate(new SimulatedClaims(runs, seed), out);
        }
        if (json) {
            Report report = new Report(machine, runs, seed, rows);
            System.out.println(new String(Json.bytes(report), StandardCharsets.UTF_8));
        }
        return rows.stream().allMatch(row -> row.met() == null || row.met()) ? 0 : 1;
    }
}
