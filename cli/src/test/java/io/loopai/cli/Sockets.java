package io.loopai.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where processes listen, as Linux tells it under {@code /proc}. */
final class Sockets {

    private static final String LISTENING = "0A";

    /** 127.0.0.1, as such and as an IPv6 address, and ::1: words of the machine's byte order. */
    private static final Set<String> LOOPBACK =
            Set.of(
                    "0100007F",
                    "0000000000000000FFFF00000100007F",
                    "00000000000000000000000001000000");

    private Sockets() {}

    static boolean canLook() {
        return Files.isReadable(Path.of("/proc/net/tcp"));
    }

    /** The ports on which the process listens: all of them, or those that others can reach too. */
    static Set<Integer> ports(long process, boolean onlyOutsideLoopback) throws IOException {
        Set<String> own = inodes(process);
        Set<Integer> ports = new TreeSet<>();
        for (String table : new String[] {"tcp", "tcp6"}) {
            Path file = Path.of("/proc/net", table);
            if (!Files.exists(file)) {
                continue;
            }
            for (String line : Files.readAllLines(file)) {
                String[] fields = line.strip().split("\\s+");
                if (fields.length > 9 && fields[3].equals(LISTENING) && own.contains(fields[9])) {
                    String[] address = fields[1].split(":");
                    if (!onlyOutsideLoopback || !LOOPBACK.contains(address[0])) {
                        ports.add(Integer.parseInt(address[1], 16));
                    }
                }
            }
        }
        return ports;
    }

    private static Set<String> inodes(long process) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process), "fd"))) {
            for (Path each : (Iterable<Path>) open::iterator) {
                try {
                    String target = Files.readSymbolicLink(each).toString();
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring("socket:[".length(), target.length() - 1));
                    }
                } catch (IOException e) {
                    // Closed meanwhile.
                }
            }
        }
        return inodes;
    }
}
