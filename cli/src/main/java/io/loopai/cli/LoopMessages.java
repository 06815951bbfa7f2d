package io.loopai.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.kafka.Topics;
import io.loopai.service.db.Database;
import io.loopai.service.loop.ImprovementLoop;
import io.loopai.task.Event;
import io.loopai.task.Json;
import io.loopai.task.JsonSchema;
import io.loopai.task.Regeneration;
import io.loopai.task.Traffic;
import io.loopai.task.Validation;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Hands messages of the jobs to the service's loop. What is incomplete, or can never be stored, is
 * passed over with a word on where it stands and what is wrong: one message must not stop all that
 * come after it. No word of what it says is told.
 */
final class LoopMessages {

    private final Topics topics;
    private final ImprovementLoop loop;
    private final Consumer<String> passedOver;
    private final JsonSchema validation = JsonSchema.ofRecord("validation");
    private final JsonSchema regeneration = JsonSchema.ofRecord("regeneration");
    private final JsonSchema traffic = JsonSchema.ofRecord("traffic");
    private final JsonSchema event = JsonSchema.ofRecord("event");

    /** A message that can be read. */
    private record Placed<T>(String place, T value) {}

    /**
     * @param passedOver is told of each message that is not handed over
     */
    LoopMessages(Topics topics, ImprovementLoop loop, Consumer<String> passedOver) {
        this.topics = topics;
        this.loop = loop;
        this.passedOver = passedOver;
    }

    /**
     * Returns when all of them are kept or passed over.
     *
     * @throws RuntimeException when the database does not take them now; some of them may be kept
     *     then, and all may be handed over again
     */
    void hand(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Placed<Validation>> validations = new ArrayList<>();
        List<Placed<Regeneration>> wishes = new ArrayList<>();
        List<Placed<Event>> events = new ArrayList<>();
        List<Placed<Traffic>> counts = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.topic().equals(topics.validations())) {
                read(record, validation, Validation.class).ifPresent(validations::add);
            } else if (record.topic().equals(topics.regenerations())) {
                read(record, regeneration, Regeneration.class).ifPresent(wishes::add);
            } else if (record.topic().equals(topics.events())) {
                read(record, event, Event.class).ifPresent(events::add);
            } else {
                read(record, traffic, Traffic.class).ifPresent(counts::add);
            }
        }
        // Labels first: a wish is fulfilled from them. Traffic last: nothing can fail after it.
        giveAll(validations);
        wishes.forEach(wish -> give(wish, loop::wish));
        events.forEach(each -> give(each, loop::event));
        counts.forEach(count -> give(count, loop::traffic));
    }

    private <T> Optional<Placed<T>> read(
            ConsumerRecord<byte[], byte[]> record, JsonSchema schema, Class<T> type) {
        String place = record.topic() + "-" + record.partition() + "-" + record.offset();
        Optional<String> problem;
        try {
            JsonNode message = record.value() == null ? null : Json.MAPPER.readTree(record.value());
            boolean isEmpty = message == null || message.isMissingNode();
            problem = isEmpty ? Optional.of("it is empty") : schema.problem(message);
            if (problem.isEmpty()) {
                return Optional.of(new Placed<>(place, Json.MAPPER.treeToValue(message, type)));
            }
        } catch (JsonProcessingException e) {
            problem = Optional.of(unread(e)); // without the parser's words, which quote the message
        } catch (IOException e) {
            throw new IllegalStateException(e); // it is read from memory
        }
        passedOver.accept(
                "Passed over: the message at %s is no %s: %s."
                        .formatted(place, name(type), problem.get()));
        return Optional.empty();
    }

    private static String unread(JsonProcessingException e) {
        if (e instanceof com.fasterxml.jackson.databind.JsonMappingException mapping
                && !mapping.getPath().isEmpty()
                && mapping.getPath().get(0).getFieldName() != null) {
            return "/" + mapping.getPath().get(0).getFieldName() + ": cannot be read";
        }
        return "it is no JSON";
    }

    /** In one transaction; one by one when one of them is refused. */
    private void giveAll(List<Placed<Validation>> validations) {
        if (validations.isEmpty()) {
            return;
        }
        try {
            loop.validations(validations.stream().map(Placed::value).toList());
        } catch (RuntimeException e) {
            if (refusal(e).isEmpty()) {
                throw e;
            }
            validations.forEach(each -> give(each, value -> loop.validations(List.of(value))));
        }
    }

    private <T> void give(Placed<T> message, Consumer<T> to) {
        try {
            to.accept(message.value());
        } catch (RuntimeException e) {
            String reason = refusal(e).orElseThrow(() -> e);
            passedOver.accept(
                    "Passed over: the %s at %s cannot be kept: %s."
                            .formatted(name(message.value().getClass()), message.place(), reason));
        }
    }

    /** Why it fails however often it is tried; empty when it may go well the next time. */
    private static Optional<String> refusal(RuntimeException e) {
        Optional<String> state = Database.refusal(e);
        if (state.isPresent()) {
            return state.map(code -> "the database refuses a value of it, SQLSTATE " + code);
        }
        boolean byItsValues =
                e instanceof IllegalArgumentException
                        || e instanceof NullPointerException
                        || e instanceof DateTimeException
                        || e instanceof ArithmeticException;
        return byItsValues ? Optional.of(e.getClass().getSimpleName()) : Optional.empty();
    }

    private static String name(Class<?> type) {
        return type.getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
