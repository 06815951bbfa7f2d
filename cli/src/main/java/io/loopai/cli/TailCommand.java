package io.loopai.cli;

import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.TopicReader;
import io.loopai.kafka.Topics;
import io.loopai.task.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what is in a topic. */
@Command(
        name = "tail",
        description = {
            "Show the committed messages of a topic, one on each line.",
            "TOPIC is results, samples, fallbacks, events, dead-letters, requests, deployments, …, or"
                    + " the full name of any topic."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai tail results",
            "  loopai tail dead-letters --from beginning --until end | jq -r .message",
            "  loopai tail events --from 2026-01-31T12:00:00Z --pretty",
        })
final class TailCommand implements Runnable {

    private static final Duration WAIT = Duration.ofMillis(500);

    @Spec private CommandSpec command;

    @Parameters(paramLabel = "TOPIC", description = "Which topic.")
    private String topic;

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            defaultValue = "now",
            description = "beginning, now, or a time such as 2026-01-31T12:00:00Z. Default: now.")
    private String from;

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            defaultValue = "forever",
            description =
                    "end (of what is there now), forever, or a time; messages written later are not"
                            + " shown. Default: forever, until Ctrl-C.")
    private String until;

    @Option(names = "--count", paramLabel = "N", description = "Stop after so many messages.")
    private Long count;

    @Option(
            names = "--pretty",
            description = "Show partition, offset, key and headers, and indent the JSON.")
    private boolean pretty;

    @Mixin private KafkaOption kafka;

    @Override
    public void run() {
        KafkaSettings settings = kafka.settings();
        Instant end = until.equals("end") || until.equals("forever") ? null : time(until);
        long left = count == null ? Long.MAX_VALUE : count;
        boolean ending = until.equals("end");
        try (TopicReader reader = open(settings, fullName(settings.topics()))) {
            while (left > 0 && !(ending && reader.isAtEnd())) {
                if (!ending && end != null && Instant.now().isAfter(end)) {
                    reader.endHere(); // on a busy topic there is always more
                    ending = true;
                }
                for (ConsumerRecord<byte[], byte[]> message : reader.poll(WAIT)) {
                    boolean early = end == null || message.timestamp() < end.toEpochMilli();
                    boolean late = ending && reader.isPastEnd(message);
                    if (early && !late && left > 0) {
                        print(message);
                        left--;
                    }
                }
            }
        }
    }

    private String fullName(Topics topics) {
        String full = topics.prefix() + "." + topic;
        return topics.plans().stream().anyMatch(plan -> plan.name().equals(full)) ? full : topic;
    }

    private TopicReader open(KafkaSettings settings, String name) {
        return switch (from) {
            case "beginning" -> TopicReader.fromBeginning(settings, name);
            case "now" -> TopicReader.fromNow(settings, name);
            default -> TopicReader.from(settings, name, time(from));
        };
    }

    private Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new ParameterException(
                    command.commandLine(),
                    "'" + text + "' is no time such as 2026-01-31T12:00:00Z");
        }
    }

    private void print(ConsumerRecord<byte[], byte[]> message) {
        String value =
                message.value() == null
                        ? "null"
                        : new String(message.value(), StandardCharsets.UTF_8);
        if (!pretty) {
            Main.of(command).out().println(value);
            return;
        }
        StringBuilder head = new StringBuilder();
        head.append("%s-%d @ %d".formatted(message.topic(), message.partition(), message.offset()));
        if (message.key() != null) {
            head.append("  key ").append(new String(message.key(), StandardCharsets.UTF_8));
        }
        for (Header header : message.headers()) {
            byte[] text = header.value() == null ? new byte[0] : header.value();
            head.append("  ").append(header.key()).append('=');
            head.append(new String(text, StandardCharsets.UTF_8));
        }
        Main.of(command).out().println(Main.of(command).out().bold(head.toString()));
        Main.of(command).out().println(indented(value));
    }

    private static String indented(String value) {
        try {
            return Json.MAPPER
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(Json.MAPPER.readTree(value));
        } catch (IOException e) {
            return value;
        }
    }
}
