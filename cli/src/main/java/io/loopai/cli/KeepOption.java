package io.loopai.cli;

import io.loopai.service.housekeeping.Housekeeping;
import picocli.CommandLine.Option;

/** How much of the past is kept in the data folder. */
final class KeepOption {

    private static final double BYTES_PER_GB = 1e9;

    @Option(
            names = "--keep-executions",
            paramLabel = "DAYS",
            description =
                    "Delete executions, samples and results that are older; statistics of each day"
                            + " stay. Default: ${DEFAULT-VALUE}.")
    private int executionDays = Housekeeping.Limits.DEFAULT.executionDays();

    @Option(
            names = "--keep-validations",
            paramLabel = "DAYS",
            description =
                    "Delete validations, dead letters and events that are older. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int validationDays = Housekeeping.Limits.DEFAULT.validationDays();

    @Option(
            names = "--keep-gb",
            paramLabel = "GB",
            description =
                    "Delete the oldest days while all of these together are larger; today and"
                            + " yesterday stay. Default: any size.")
    private Double gigabytes;

    @Option(
            names = "--keep-labels",
            paramLabel = "DAYS",
            description =
                    "Forget inputs, right answers and programs' answers of older labels in the"
                            + " service's database; programs can learn from them no more, but who"
                            + " was right goes on to count. Default: ${DEFAULT-VALUE}.")
    private int labelDays = Housekeeping.Limits.DEFAULT.labelDays();

    @Option(
            names = "--keep-versions",
            paramLabel = "N",
            description =
                    "Delete older versions of a task's program, but none that runs, stands by or was"
                            + " active before. Default: ${DEFAULT-VALUE}.")
    private int versions = Housekeeping.Limits.DEFAULT.versions();

    /**
     * @throws IllegalArgumentException when nothing would be kept
     */
    Housekeeping.Limits limits() {
        return new Housekeeping.Limits(
                executionDays,
                validationDays,
                gigabytes == null ? Long.MAX_VALUE : Math.round(gigabytes * BYTES_PER_GB),
                labelDays,
                versions);
    }
}
