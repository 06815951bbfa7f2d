package io.loopai.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.flink.util.ExceptionUtils;

/** Ports on loopback. */
final class Ports {

    private static final int MOST_ATTEMPTS = 5;

    private Ports() {}

    /** Something that needs a port. */
    interface User {
        void start(int port) throws Exception;
    }

    /**
     * Starts it on the wanted port if nobody has it, or else on any: somebody may take the port
     * between the look and the start, so that it looks again.
     *
     * @param wanted 0 for any
     */
    static int onUsable(int wanted, User user) throws Exception {
        for (int attempt = 1; ; attempt++) {
            int port = usable(wanted);
            try {
                user.start(port);
                return port;
            } catch (Exception e) {
                boolean taken = ExceptionUtils.findThrowable(e, BindException.class).isPresent();
                if (!taken || attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** The port itself, or any other if somebody has it; 0 for any. */
    private static int usable(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return any.getLocalPort();
            }
        }
    }
}
