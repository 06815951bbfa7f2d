package io.loopai.jobs;

import io.loopai.task.Json;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.description.HtmlFormatter;

/** One key of {@link LoopaiOptions}, with the type of its value, which Flink keeps to itself. */
record OptionKey(ConfigOption<?> option, Type type) {

    /** Every key, in the order of their declaration. */
    static List<OptionKey> all() {
        return Stream.of(LoopaiOptions.class.getFields())
                .filter(field -> field.getType() == ConfigOption.class)
                .map(OptionKey::of)
                .toList();
    }

    private static OptionKey of(Field field) {
        try {
            Type type = ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
            return new OptionKey((ConfigOption<?>) field.get(null), type);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " is not public", e);
        }
    }

    String name() {
        return option.key();
    }

    String description() {
        return description(option);
    }

    /** What the key means, as text: Flink's own {@code toString} says nothing. */
    static String description(ConfigOption<?> option) {
        return new HtmlFormatter().format(option.description());
    }

    /** What a value is, such as "a duration such as 10 s". */
    String kind() {
        if (type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == Duration.class) {
            return "a duration such as 500 ms or 10 s";
        }
        if (type instanceof Class<?> choice && choice.isEnum()) {
            return Stream.of(choice.getEnumConstants())
                    .map(each -> Json.name((Enum<?>) each))
                    .collect(Collectors.joining(" or "));
        }
        if (type == String.class) {
            return "a text";
        }
        return isMap() ? "keys with texts" : "texts separated by ';'";
    }

    /** Whether each of its entries is a key of its own, behind a dot. */
    boolean isMap() {
        return type instanceof ParameterizedType generic && generic.getRawType() == Map.class;
    }

    /**
     * Reads the value that is set, or else the default.
     *
     * @throws InvalidOptionException when it is of another type
     */
    Object value(Configuration settings) {
        try {
            return settings.get(option);
        } catch (IllegalArgumentException e) {
            String text = settings.toMap().get(name());
            throw new InvalidOptionException(name(), "'" + text + "' is not " + kind());
        }
    }
}
