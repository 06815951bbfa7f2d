package io.loopai.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import io.loopai.cli.terminal.Formats;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** What {@code loopai doctor} looks at on the machine. */
final class HostChecks {

    private static final long MB = 1024 * 1024;

    private HostChecks() {}

    static Check java() {
        String version =
                System.getProperty("java.version") + " in " + System.getProperty("java.home");
        return Check.ok(
                "java",
                ToolProvider.getSystemJavaCompiler() != null
                        ? version + ", a JDK"
                        : version + ", without javac, which running does not need");
    }

    /** The Java heap, and the machine or container around it. */
    static Check memory() {
        var system =
                ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return memory(Runtime.getRuntime().maxMemory(), system.getTotalMemorySize());
    }

    static Check memory(long heap, long machine) {
        String detail = "heap up to " + Formats.bytes(heap) + " of " + Formats.bytes(machine);
        if (heap >= 512 * MB) {
            return Check.ok("memory", detail);
        }
        return Check.warn(
                "memory",
                detail,
                machine >= 1024 * MB
                        ? "a job wants 512 MB or more: start java with -Xmx1g"
                        : "a job wants 512 MB or more: give the machine or container at least 1 GB");
    }

    static Check processors(int processors) {
        return processors > 1
                ? Check.ok("processors", Formats.count(processors))
                : Check.warn(
                        "processors",
                        "1",
                        "works, but slowly: give the machine or container at least 2");
    }

    static Check tempDir(Path directory) {
        try {
            Files.delete(Files.createTempFile(directory, "loopai", null));
            return Check.ok("temp dir", directory + " can be written");
        } catch (IOException e) {
            return Check.fail(
                    "temp dir",
                    directory + " cannot be written",
                    "make it writable, or start java with -Djava.io.tmpdir=<another folder>");
        }
    }

    /** Empty where the system has no such limit to ask for. */
    static Optional<Check> openFiles() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof UnixOperatingSystemMXBean
                ? Optional.of(
                        openFiles(((UnixOperatingSystemMXBean) system).getMaxFileDescriptorCount()))
                : Optional.empty();
    }

    static Check openFiles(long limit) {
        String detail = "up to " + Formats.count(limit);
        return limit >= 4096
                ? Check.ok("open files", detail)
                : Check.warn("open files", detail, "raise the limit: ulimit -n 65536");
    }

    static Check encoding() {
        return encoding(
                Charset.defaultCharset(),
                System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));
    }

    /**
     * @param fileNames how Java spells the names of files and arguments
     */
    static Check encoding(Charset text, String fileNames) {
        boolean utf8 =
                Charset.isSupported(fileNames)
                        && Charset.forName(fileNames).equals(StandardCharsets.UTF_8);
        if (utf8 && text.equals(StandardCharsets.UTF_8)) {
            return Check.ok("encoding", "UTF-8");
        }
        return Check.warn(
                "encoding",
                "text " + text + ", file names " + fileNames,
                "names beyond ASCII may not be found: export LANG=C.UTF-8");
    }

    static Check loopback() {
        InetAddress address = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 1, address);
                Socket client = new Socket(address, server.getLocalPort())) {
            server.accept().close();
            return Check.ok(
                    "loopback", "sockets open on " + client.getInetAddress().getHostAddress());
        } catch (IOException e) {
            return Check.fail(
                    "loopback",
                    "no socket opens on " + address.getHostAddress() + ": " + e.getMessage(),
                    "the parts of a Flink job talk over it: allow it in the firewall or sandbox");
        }
    }

    /**
     * A program that loopai does not need but its users like.
     *
     * @param searchPath folders, as {@code PATH} lists them
     */
    static Check tool(String name, String use, String searchPath) {
        return Stream.of(searchPath.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(file -> Check.ok(name, file.toString()))
                .orElseGet(() -> Check.ok(name, "not found; optional, for " + use));
    }
}
