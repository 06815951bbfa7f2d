package io.loopai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.Response;
import io.loopai.task.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Writes the example's program, and sorts tickets by the rules that come with the question. */
final class TicketLlm implements Behaviour {

    private static final Pattern LEAVING =
            Pattern.compile("cancel my subscription|terminate the|quit the subscription");

    private final DemoTickets.Phrases phrases = Example.phrases();
    private final AtomicLong programs = new AtomicLong();
    private final AtomicLong firstRules = new AtomicLong();
    private final AtomicLong newRules = new AtomicLong();

    @Override
    public Response answer(JsonNode request) {
        String rules = request.at("/messages/0/content").asText();
        if (!rules.contains("You give the right answer")) {
            programs.incrementAndGet();
            return Behaviour.says("```java\n" + Example.program(1) + "\n```").answer(request);
        }
        boolean changed = rules.contains("whoever wants to cancel or leave");
        (changed ? newRules : firstRules).incrementAndGet();
        JsonNode ticket =
                Json.read(
                        request.at("/messages/1/content").asText().getBytes(StandardCharsets.UTF_8),
                        JsonNode.class);
        return Behaviour.says(team(ticket, changed)).answer(request);
    }

    private String team(JsonNode ticket, boolean changed) {
        if (LEAVING.matcher(ticket.path("body").asText().split("By the way", 2)[0]).find()) {
            return changed ? "sales" : "account";
        }
        String subject = ticket.path("subject").asText();
        for (DemoTickets.Part part :
                changed
                        ? new DemoTickets.Part[] {phrases.after(), phrases.before()}
                        : new DemoTickets.Part[] {phrases.before(), phrases.after()}) {
            for (Map.Entry<String, List<DemoTickets.Concern>> about : part.about().entrySet()) {
                if (about.getValue().stream()
                        .anyMatch(concern -> concern.subject().equals(subject))) {
                    return about.getKey();
                }
            }
        }
        return "technical";
    }

    long askedForPrograms() {
        return programs.get();
    }

    long askedByTheFirstRules() {
        return firstRules.get();
    }

    long askedByTheNewRules() {
        return newRules.get();
    }
}
