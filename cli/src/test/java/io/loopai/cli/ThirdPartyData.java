package io.loopai.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Public data sets that stand beside the repository on some machines, and are no part of it. */
final class ThirdPartyData {

    private static final String VARIABLE = "LOOPAI_TEST_DATA";

    private ThirdPartyData() {}

    /** The file or folder; where it is missing, the test is skipped. */
    static Path require(String name) {
        Path path = folder().resolve(name);
        assumeTrue(
                Files.exists(path),
                () ->
                        "skipped: the third-party test data is not there: no "
                                + path
                                + " (its folder can be named by the environment variable "
                                + VARIABLE
                                + ")");
        return path;
    }

    private static Path folder() {
        String named = System.getProperty(VARIABLE, System.getenv(VARIABLE));
        // Tests run in the folder of their module.
        Path beside = Path.of("..", "..", "shared", "data");
        return (named == null ? beside : Path.of(named)).toAbsolutePath().normalize();
    }
}
