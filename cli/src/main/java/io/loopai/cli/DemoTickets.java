package io.loopai.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.task.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes up tickets with their right answers, from the phrases in {@code stream.yaml}: an endless stream
 * that changes when it is told to. The same seed gives the same tickets.
 */
final class DemoTickets {

    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
    private static final String[] CHANNELS = {"email", "chat", "web"};

    /** A ticket in so many has two concerns, of which the first counts. */
    private static final int TWO_CONCERNS = 8;

    private final Phrases phrases;
    private final Era before;
    private final Era after;
    private final SplittableRandom random;
    private long made;

    /** The file, as it is written. */
    record Phrases(
            List<String> openings,
            List<String> closings,
            List<String> details,
            Map<String, List<String>> words,
            Part before,
            Part after) {}

    /**
     * What is said in one part of the stream, by the right answer.
     *
     * @param description of the task from then on; null for that of its file
     */
    record Part(
            String description,
            Map<String, List<String>> words,
            Map<String, List<Concern>> about) {}

    /** What a ticket is about. */
    record Concern(String subject, String body) {}

    private record Labelled(String team, Concern concern) {}

    private record Era(Map<String, List<String>> words, List<Labelled> concerns) {}

    DemoTickets(Phrases phrases, long seed) {
        this.phrases = phrases;
        this.before = era(phrases, phrases.before());
        this.after = era(phrases, phrases.after());
        this.random = new SplittableRandom(seed);
    }

    private static Era era(Phrases phrases, Part part) {
        Map<String, List<String>> words = new HashMap<>(phrases.words());
        words.putAll(part.words());
        List<Labelled> concerns = new ArrayList<>();
        part.about()
                .forEach(
                        (team, all) ->
                                all.forEach(concern -> concerns.add(new Labelled(team, concern))));
        return new Era(words, concerns);
    }

    /** The next request, with the right answer as its {@code output}. */
    ObjectNode next(boolean shifted) {
        Era era = shifted ? after : before;
        Labelled about = pick(era.concerns());
        List<String> parts = new ArrayList<>();
        parts.add(pick(phrases.openings()));
        parts.add(about.concern().body() + ".");
        if (random.nextInt(TWO_CONCERNS) == 0) {
            parts.add("By the way, " + pick(era.concerns()).concern().body() + ".");
        }
        parts.add(pick(phrases.details()));
        parts.add(pick(phrases.closings()));
        parts.removeIf(String::isEmpty);
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.put("id", "ticket-%07d".formatted(++made));
        ObjectNode input = request.putObject("input");
        input.put("subject", about.concern().subject());
        input.put("body", fill(String.join(" ", parts), era.words()));
        input.put("channel", CHANNELS[random.nextInt(CHANNELS.length)]);
        request.put("output", about.team());
        return request;
    }

    private String fill(String text, Map<String, List<String>> words) {
        Matcher slot = SLOT.matcher(text);
        return slot.replaceAll(found -> Matcher.quoteReplacement(pick(words.get(found.group(1)))));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
