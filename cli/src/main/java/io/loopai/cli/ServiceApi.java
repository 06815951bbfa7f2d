package io.loopai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The service of 'up', for commands that ask it or tell it something. */
final class ServiceApi {

    static final String VARIABLE = "LOOPAI_API";
    private static final String DEFAULT_ADDRESS = "http://127.0.0.1:8080";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--api",
            paramLabel = "URL",
            defaultValue = "${env:" + VARIABLE + ":-" + DEFAULT_ADDRESS + "}",
            description =
                    "Where 'up' answers, as it says when it is ready. Default: the environment"
                            + " variable "
                            + VARIABLE
                            + ", or else "
                            + DEFAULT_ADDRESS
                            + ".")
    private String address;

    /** Where commands look that are told nothing else. */
    static String address(Map<String, String> environment) {
        return environment.getOrDefault(VARIABLE, DEFAULT_ADDRESS);
    }

    JsonNode get(String path) {
        return client().get(path);
    }

    JsonNode post(String path, String reason) {
        return client().post(path, reason == null ? Map.of() : Map.of("reason", reason));
    }

    JsonNode delete(String path) {
        return client().delete(path);
    }

    private ApiClient client() {
        try {
            URI uri = URI.create(address);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                return new ApiClient(address);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new ParameterException(
                command.commandLine(),
                "--api " + address + ": is no address such as " + DEFAULT_ADDRESS);
    }
}
