package io.loopai.cli;

import io.loopai.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Says whether this machine is ready, and what to do where it is not. */
@Command(
        name = "doctor",
        description =
                "Check whether this machine is ready for loopai. Fails when something is not.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai doctor",
            "  loopai doctor --data-dir /var/lib/loopai",
            "  loopai doctor --json | jq '.checks[] | select(.status != \"ok\")'",
        })
final class DoctorCommand implements Callable<Integer> {

    private record Report(Check.Status status, List<Check> checks) {}

    @Mixin private DataDirOption dataDir;
    @Mixin private Output output;

    @Override
    public Integer call() {
        List<Check> checks = checks();
        Check.Status worst =
                checks.stream().map(Check::status).max(Comparator.naturalOrder()).orElseThrow();
        if (output.json()) {
            output.print(new Report(worst, checks));
        } else {
            checks.forEach(check -> print(output.out(), check));
        }
        return worst == Check.Status.FAIL ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private List<Check> checks() {
        String path = System.getenv().getOrDefault("PATH", "");
        List<Check> checks = new ArrayList<>();
        checks.add(HostChecks.java());
        checks.add(DataChecks.compiler());
        checks.add(HostChecks.memory());
        checks.add(HostChecks.processors(Runtime.getRuntime().availableProcessors()));
        checks.add(DataChecks.dataDir(dataDir.path()));
        checks.add(DataChecks.disk(dataDir.path()));
        checks.add(HostChecks.tempDir(Path.of(System.getProperty("java.io.tmpdir"))));
        HostChecks.openFiles().ifPresent(checks::add);
        checks.add(HostChecks.encoding());
        checks.add(HostChecks.loopback());
        checks.add(HostChecks.tool("jq", "looking into JSONL files", path));
        checks.add(HostChecks.tool("duckdb", "SQL over JSONL files", path));
        return checks;
    }

    static void print(Terminal out, Check check) {
        out.println(
                status(out, check.status())
                        + String.format("  %-11s%s", check.name(), check.detail()));
        if (check.advice() != null) {
            out.println(" ".repeat(17) + check.advice());
        }
    }

    private static String status(Terminal out, Check.Status status) {
        switch (status) {
            case OK:
                return out.green("ok") + "  ";
            case WARN:
                return out.yellow("warn");
            default:
                return out.red("fail");
        }
    }
}
