package io.loopai.cli;

import io.loopai.kafka.KafkaSettings;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what is deployed and how far the job is. */
@Command(
        name = "status",
        description = {
            "Show what is deployed, how many requests wait, how fast they are answered, and how many"
                    + " could not be run.",
            "What is deployed is what was published last: jobs that ask for signatures run the newest"
                    + " that is signed as they ask.",
            "All of it comes from Kafka, so that it does not matter where the job runs. Kafka knows how"
                    + " far a job is, not whether it runs: requests that wait for longer than a"
                    + " checkpoint takes say that it does not. Counts of results and dead letters"
                    + " include the ends of transactions, so there may be fewer."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai status",
            "  loopai status --watch",
            "  loopai status --kafka broker-1:9092 --topic-prefix tenant-a --json | jq .lag",
        })
final class StatusCommand implements Runnable {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Spec private CommandSpec command;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            defaultValue = "loopai",
            description = "The job's loopai.kafka.group_id. Default: ${DEFAULT-VALUE}.")
    private String group;

    @Option(names = "--watch", description = "Show it anew every second, until Ctrl-C.")
    private boolean watch;

    @Mixin private KafkaOption kafka;
    @Mixin private Output output;

    @Override
    public void run() {
        if (watch && output.json()) {
            throw new ParameterException(
                    command.commandLine(), "--json writes one object; leave out --watch");
        }
        KafkaSettings settings = kafka.settings();
        StatusReport report = StatusReport.read(settings, group);
        if (output.json()) {
            output.print(report);
            return;
        }
        report.print(output.out());
        while (watch && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(SECOND);
            StatusReport next = StatusReport.read(settings, group);
            output.out().clear();
            next.print(output.out());
        }
    }
}
