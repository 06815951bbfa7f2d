package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.task.JsonSchema;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoTicketsTest {

    private final TaskSpec task = Example.task();

    @Test
    void shouldMakeTicketsOfTheTask() {
        JsonSchema input = JsonSchema.compile(task.inputSchema());
        JsonSchema output = JsonSchema.compile(task.outputSchema());
        for (ObjectNode ticket : tickets(1, 2_000)) {
            assertThat(input.problem(ticket.get("input"))).isEmpty();
            assertThat(output.problem(ticket.get("output"))).isEmpty();
            assertThat(ticket.at("/input/body").asText()).doesNotContain("{", "}").isNotBlank();
        }
    }

    @Test
    void shouldMakeTheSameTicketsFromTheSameSeed() {
        assertThat(tickets(7, 500)).isEqualTo(tickets(7, 500)).isNotEqualTo(tickets(8, 500));
    }

    @Test
    void shouldMoveOneConcernToAnotherTeamWhenItShifts() {
        assertThat(teamsOf("Cancel", false)).containsExactly("account");
        assertThat(teamsOf("Cancel", true)).containsExactly("sales");
    }

    private static Set<String> teamsOf(String subject, boolean shifted) {
        DemoTickets stream = new DemoTickets(Example.phrases(), 3);
        Set<String> teams = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            ObjectNode ticket = stream.next(shifted);
            if (ticket.at("/input/subject").asText().equals(subject)) {
                teams.add(ticket.get("output").asText());
            }
        }
        return teams;
    }

    private static List<ObjectNode> tickets(long seed, int count) {
        DemoTickets stream = new DemoTickets(Example.phrases(), seed);
        List<ObjectNode> tickets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tickets.add(stream.next(i >= count / 2));
        }
        return tickets;
    }
}
