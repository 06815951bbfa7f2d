package io.loopai.cli;

import io.loopai.kafka.KafkaSettings;
import io.loopai.kafka.Topics;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which Kafka, and which of its topics. */
final class KafkaOption {

    static final String VARIABLE = "LOOPAI_KAFKA";
    private static final String DEFAULT_SERVERS = "127.0.0.1:9092";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:" + VARIABLE + ":-" + DEFAULT_SERVERS + "}",
            description =
                    "Kafka's brokers, several separated by commas. Default: the environment variable "
                            + VARIABLE
                            + ", or else "
                            + DEFAULT_SERVERS
                            + ".")
    private String servers;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = "loopai",
            description = "What the names of all topics begin with. Default: ${DEFAULT-VALUE}.")
    private String prefix;

    @Option(
            names = "--kafka-property",
            paramLabel = "KEY=VALUE",
            description =
                    "A setting of Kafka's own clients, such as security.protocol=SSL; may be given"
                            + " several times.")
    private Map<String, String> properties = new HashMap<>();

    /** Where commands look that are told nothing else. */
    static String servers(Map<String, String> environment) {
        return environment.getOrDefault(VARIABLE, DEFAULT_SERVERS);
    }

    KafkaSettings settings() {
        try {
            return new KafkaSettings(servers, properties, new Topics(prefix));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
    }
}
