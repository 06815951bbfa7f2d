package io.loopai.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Options in a file: YAML, with keys whole or nested, or Java properties. {@code ${NAME}} in a value
 * stands for an environment variable.
 *
 * <pre>{@code
 * loopai:
 *   data_dir: ${DATA}/loopai
 *   kafka.servers: broker:9092
 * }</pre>
 */
final class OptionFile {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    private final String name;
    private final Map<String, String> environment;
    private final Map<String, String> settings = new LinkedHashMap<>();

    private OptionFile(String name, Map<String, String> environment) {
        this.name = name;
        this.environment = environment;
    }

    /**
     * The options by their keys.
     *
     * @throws InvalidOptionException when the file cannot be read, or a variable is not set
     */
    static Map<String, String> read(Path path, Map<String, String> environment) {
        OptionFile file = new OptionFile(path.toString(), environment);
        String text = file.text(path);
        if (file.name.endsWith(".properties")) {
            file.addProperties(text);
        } else if (file.name.endsWith(".yaml") || file.name.endsWith(".yml")) {
            file.addYaml(text);
        } else {
            throw file.problem("its name must end in .yaml, .yml or .properties");
        }
        return file.settings;
    }

    private String text(Path path) {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw problem("no such file");
        } catch (IOException e) {
            throw problem("cannot be read: " + e.getMessage());
        }
    }

    private void addProperties(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw problem("is no properties file: " + e.getMessage());
        }
        properties.stringPropertyNames().forEach(key -> put(key, properties.getProperty(key)));
    }

    private void addYaml(String text) {
        JsonNode root;
        try {
            root = Json.YAML.readTree(text);
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr();
            String reason = e.getOriginalMessage().lines().findFirst().orElse("not readable");
            throw problem((line + " is no YAML: " + reason).strip());
        }
        if (!root.isObject()) {
            throw problem("must be a map of keys such as loopai.data_dir");
        }
        add("", root);
    }

    private void add(String prefix, JsonNode map) {
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            String key = prefix + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                add(key + ".", value);
            } else {
                put(key, value.isArray() ? list(key, value) : scalar(key, value));
            }
        }
    }

    private String list(String key, JsonNode values) {
        StringJoiner list = new StringJoiner(";");
        for (JsonNode value : values) {
            String text = scalar(key, value);
            boolean plain = text.chars().noneMatch(each -> ";'\"".indexOf(each) >= 0);
            list.add(plain ? text : "'" + text.replace("'", "''") + "'"); // as Flink reads lists
        }
        return list.toString();
    }

    private String scalar(String key, JsonNode value) {
        if (value.isValueNode() && !value.isNull()) {
            return value.asText();
        }
        throw problem(
                key
                        + (value.isNull()
                                ? ": has no value; write one, or leave the key out"
                                : ": must be a list of texts"));
    }

    private void put(String key, String value) {
        String filled =
                VARIABLE.matcher(value)
                        .replaceAll(
                                match -> Matcher.quoteReplacement(variable(key, match.group(1))));
        if (settings.put(key, filled) != null) {
            throw problem(key + ": is given twice");
        }
    }

    private String variable(String key, String variable) {
        String value = environment.get(variable);
        if (value == null) {
            throw problem(
                    "%s: ${%s}: the environment has no variable of this name; set it, or write the value"
                            .formatted(key, variable));
        }
        return value;
    }

    private InvalidOptionException problem(String problem) {
        return new InvalidOptionException(name, problem);
    }
}
