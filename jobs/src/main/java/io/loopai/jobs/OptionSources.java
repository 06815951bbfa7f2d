package io.loopai.jobs;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * Gathers a job's options: its arguments count more than environment variables, these more than the
 * file named by {@code --config}, and that more than the defaults.
 *
 * <pre>{@code
 * OptionSources.read(new String[] {"--config", "job.yaml", "--loopai.task", "spam"}, System.getenv())
 * }</pre>
 *
 * <p>Each source is checked by itself, so that a message names the one with the mistake.
 */
public final class OptionSources {

    private static final String CONFIG = "config";

    private OptionSources() {}

    /**
     * @param args {@code --key value} or {@code --key=value}; keys of Flink too
     * @throws InvalidOptionException for the first mistake; says where it is and what would be right
     */
    public static Configuration read(String[] args, Map<String, String> environment) {
        Map<String, String> arguments = arguments(args);
        String file = arguments.remove(CONFIG);
        Configuration options = new Configuration();
        if (file != null) {
            add(options, file, OptionFile.read(Path.of(file), environment));
        }
        add(options, "environment", EnvironmentOptions.of(environment));
        add(options, "arguments", arguments);
        return options;
    }

    private static void add(Configuration options, String source, Map<String, String> settings) {
        try {
            OptionCheck.check(settings);
        } catch (InvalidOptionException e) {
            throw new InvalidOptionException(source, e.getMessage());
        }
        options.addAll(Configuration.fromMap(settings));
    }

    private static Map<String, String> arguments(String[] args) {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i++) {
            // What is no key is not repeated: it may be a password that lost its key.
            if (!args[i].startsWith("--") || args[i].length() == 2) {
                throw new InvalidOptionException(
                        "arguments", "number " + (i + 1) + " is no key; write --key value");
            }
            String key = args[i].substring(2);
            String value;
            int equals = key.indexOf('=');
            if (equals >= 0) {
                value = key.substring(equals + 1);
                key = key.substring(0, equals);
            } else if (i + 1 < args.length && !args[i + 1].startsWith("--")) {
                value = args[++i];
            } else {
                throw new InvalidOptionException(
                        "arguments", key + ": has no value; write --" + key + " VALUE");
            }
            if (arguments.put(key, value) != null) {
                throw new InvalidOptionException("arguments", key + ": is given twice");
            }
        }
        return arguments;
    }
}
