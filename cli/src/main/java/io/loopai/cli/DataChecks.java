package io.loopai.cli;

import io.loopai.cli.terminal.Formats;
import io.loopai.program.Input;
import io.loopai.sandbox.Budget;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.ProgramRun;
import io.loopai.sandbox.Sandbox;
import io.loopai.store.DataDir;
import io.loopai.store.DataDirException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What {@code loopai doctor} tries out: the data folder, its disk, and the sandbox. */
final class DataChecks {

    private static final long MB = 1024 * 1024;

    private static final String PROGRAM =
            """
            import io.loopai.program.*;

            public final class Doctor implements Program {
                public Answer answer(Input in) {
                    return Answer.of(in.text("text").toLowerCase());
                }
            }
            """;

    private DataChecks() {}

    /** Does not create a folder that is missing. */
    static Check dataDir(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        Path existing = nearestExisting(path);
        try {
            DataDir.open(existing);
        } catch (DataDirException e) {
            return Check.fail("data dir", e.getMessage(), "or name another one with --data-dir");
        }
        return Check.ok(
                "data dir",
                existing.equals(path)
                        ? path + " can be written"
                        : path + " does not exist yet and can be created");
    }

    static Check disk(Path directory) {
        Path existing = nearestExisting(directory.toAbsolutePath().normalize());
        try {
            return disk(Files.getFileStore(existing).getUsableSpace());
        } catch (IOException e) {
            return Check.warn(
                    "disk", "free space unknown: " + e, "look at it with df -h " + existing);
        }
    }

    static Check disk(long free) {
        String detail = Formats.bytes(free) + " free";
        if (free >= 1024 * MB) {
            return Check.ok("disk", detail);
        }
        String advice =
                "every execution is kept: free some space, or use --data-dir on another disk";
        return free >= 100 * MB
                ? Check.warn("disk", detail, advice)
                : Check.fail("disk", detail, advice);
    }

    /** Compiles a program and runs it. */
    static Check compiler() {
        try {
            ProgramRun run =
                    Sandbox.compile(PROGRAM, CompilerKind.ECJ)
                            .run(Input.of(Map.of("text", "OK")), Budget.DEFAULT);
            if (run.answer() != null && "ok".equals(run.answer().value())) {
                return Check.ok("compiler", "a program compiles and runs");
            }
            return compilerFails("a program does not run: " + run.error());
        } catch (ProgramRejectedException e) {
            return compilerFails("a program does not compile: " + e.getMessage());
        }
    }

    private static Check compilerFails(String detail) {
        return Check.fail("compiler", detail, "try another Java: 17 or 21, with all its modules");
    }

    private static Path nearestExisting(Path path) {
        Path existing = path;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing;
    }
}
