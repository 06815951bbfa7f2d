package io.loopai.jobs;

import io.loopai.task.Spelling;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Options in environment variables: {@code LOOPAI_DATA_DIR} is {@code loopai.data_dir}. An empty
 * variable is as good as none.
 */
final class EnvironmentOptions {

    private static final String PREFIX = "LOOPAI_";

    /** What the command line and its launcher read. */
    private static final Set<String> OF_OTHERS =
            Set.of("LOOPAI_JAVA_OPTS", "LOOPAI_KAFKA", "LOOPAI_SIGNING_KEY");

    private EnvironmentOptions() {}

    /**
     * The options by their keys.
     *
     * @throws InvalidOptionException for a variable that begins with LOOPAI_ and is no option
     */
    static Map<String, String> of(Map<String, String> environment) {
        List<OptionKey> keys = OptionKey.all();
        Map<String, String> settings = new TreeMap<>();
        new TreeMap<>(environment)
                .forEach(
                        (name, value) -> {
                            boolean ours = name.startsWith(PREFIX) && !OF_OTHERS.contains(name);
                            if (ours && !isServiceLink(name, environment) && !value.isEmpty()) {
                                settings.put(key(name, keys), value);
                            }
                        });
        return settings;
    }

    private static String key(String name, List<OptionKey> keys) {
        Map<String, String> byVariable = new HashMap<>();
        keys.forEach(key -> byVariable.put(variable(key), key.name()));
        if (byVariable.containsKey(name)) {
            return byVariable.get(name);
        }
        for (OptionKey key : keys) {
            String entries = variable(key) + "_";
            if (key.isMap() && name.startsWith(entries)) {
                String entry = name.substring(entries.length()).toLowerCase(Locale.ROOT);
                return key.name() + "." + entry.replace('_', '.');
            }
        }
        List<String> known =
                byVariable.keySet().stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
        Optional<String> nearest = Spelling.nearest(name, known);
        throw new InvalidOptionException(
                "environment",
                name
                        + ": unknown variable; "
                        + nearest.map(
                                        each ->
                                                "did you mean '%s'?"
                                                        .formatted(each.toUpperCase(Locale.ROOT)))
                                .orElse(
                                        "the job's are its keys in capitals with '_' for '.', such as"
                                                + " LOOPAI_DATA_DIR"));
    }

    private static String variable(OptionKey key) {
        return key.name().toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** Kubernetes sets some for each service, and somebody may call a service "loopai". */
    private static boolean isServiceLink(String name, Map<String, String> environment) {
        return environment.keySet().stream()
                .filter(each -> each.endsWith("_SERVICE_HOST"))
                .map(each -> each.substring(0, each.length() - "_SERVICE_HOST".length()))
                .anyMatch(
                        service ->
                                name.startsWith(service + "_SERVICE_")
                                        || name.equals(service + "_PORT")
                                        || name.startsWith(service + "_PORT_"));
    }
}
