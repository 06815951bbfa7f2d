package io.loopai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.cli.terminal.Formats;
import io.loopai.cli.terminal.ProgressLine;
import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.RequestWriter;
import io.loopai.task.Json;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends lines as requests. */
@Command(
        name = "produce",
        description = {
            "Send the lines of files, or of standard input, to the topic of requests.",
            "Each line is a request, {\"input\": {…}}, and is sent as it is; what is wrong with it will"
                    + " be in the dead letters."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai produce --task spam --input messages.jsonl",
            "  loopai produce --rate 2000 < old.jsonl",
            "  loopai produce --input logs.txt --format text --task log-level --key id",
        })
final class ProduceCommand implements Runnable {

    private static final long MOST_AT_ONCE = 100;

    /** Its bytes in UTF-8, each as the character that Latin-1 makes of it. */
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private enum Format {
        JSONL,
        TEXT
    }

    private record Report(long sent, double seconds, String topic) {}

    @Spec private CommandSpec command;

    @Option(
            names = "--input",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files; what ends in .gz is unpacked. Default: standard input.")
    private List<Path> inputs = List.of();

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "The task of requests that name none.")
    private String task;

    @Option(
            names = "--key",
            paramLabel = "FIELD",
            description =
                    "The request's field that is the message's key, such as id: requests with the same"
                            + " key stay in order, and so do their results. Default: no key.")
    private String key;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "jsonl",
            description =
                    "jsonl: a request on each line; text: each line is the field 'text' of an input."
                            + " Default: jsonl.")
    private Format format;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "At most so many requests a second. Default: as fast as it goes.")
    private Double rate;

    @Mixin private KafkaOption kafka;
    @Mixin private Output output;

    private long sent;
    private long start;
    private ProgressLine progress;

    @Override
    public void run() {
        if (rate != null && !(rate > 0)) {
            throw new ParameterException(command.commandLine(), "--rate must be above 0");
        }
        KafkaSettings settings = kafka.settings();
        start = System.nanoTime();
        progress = new ProgressLine(output.err());
        try (RequestWriter writer = RequestWriter.open(settings)) {
            if (inputs.isEmpty()) {
                send(System.in, writer);
            }
            for (Path input : inputs) {
                try (InputStream in = open(input)) {
                    send(in, writer);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            progress.clear();
        }
        Report report = new Report(sent, seconds(), settings.topics().requests());
        if (output.json()) {
            output.print(report);
        } else {
            output.out()
                    .println(
                            "sent %s requests to %s in %.1f s (%s)"
                                    .formatted(
                                            Formats.count(sent),
                                            report.topic(),
                                            report.seconds(),
                                            Formats.rate(sent / report.seconds())));
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    private void send(InputStream in, RequestWriter writer) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
        String first = lines.readLine();
        if (first != null && first.startsWith(BYTE_ORDER_MARK)) {
            first = first.substring(BYTE_ORDER_MARK.length());
        }
        for (String line = first; line != null; line = lines.readLine()) {
            // Latin-1 keeps every byte: what is broken arrives as it was.
            byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
            send(bytes, writer);
            sent++;
            if (sent % MOST_AT_ONCE == 0 || rate != null) {
                slowDown();
                progress.update(
                        () -> Formats.count(sent) + " sent  " + Formats.rate(sent / seconds()));
            }
        }
    }

    private void send(byte[] line, RequestWriter writer) {
        if (format == Format.TEXT) {
            ObjectNode request = Json.MAPPER.createObjectNode();
            if (task != null) {
                request.put("task", task);
            }
            request.putObject("input").put("text", new String(line, StandardCharsets.UTF_8));
            writer.send(null, Json.bytes(request));
            return;
        }
        if (task == null && key == null) {
            writer.send(null, line);
            return;
        }
        JsonNode tree;
        try {
            tree = Json.MAPPER.readTree(line);
        } catch (IOException e) {
            tree = null;
        }
        if (!(tree instanceof ObjectNode request)) {
            writer.send(null, line); // the job says what is wrong with it
            return;
        }
        boolean named = task == null || request.hasNonNull("task");
        writer.send(
                key == null || !request.hasNonNull(key) ? null : request.get(key).asText(),
                named ? line : Json.bytes(request.put("task", task)));
    }

    /** Sleeps until as much time has passed as so many requests may take. */
    private void slowDown() {
        if (rate == null) {
            return;
        }
        long due = start + (long) (sent / rate * TimeUnit.SECONDS.toNanos(1));
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }

    private double seconds() {
        return Math.max(1, System.nanoTime() - start) / 1e9;
    }
}
