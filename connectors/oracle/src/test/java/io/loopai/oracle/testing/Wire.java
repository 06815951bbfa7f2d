package io.loopai.oracle.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The wire between a client and an {@link LlmServer}: hands everything on, and keeps every byte that
 * the client sends, headers included.
 *
 * <pre>{@code
 * try (LlmServer server = LlmServer.start(); Wire wire = Wire.to(server)) {
 *     LlmSettings settings = LlmSettings.of(wire.url(), "test-model", "sk-test");
 *     …
 *     wire.traces(List.of("what must not cross"));
 * }
 * }</pre>
 */
public final class Wire implements AutoCloseable {

    private final ServerSocket door;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private Wire(ServerSocket door, int port) {
        this.door = door;
        this.port = port;
    }

    /** Listens on a free port of this machine. */
    public static Wire to(LlmServer server) {
        try {
            ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Wire wire = new Wire(door, URI.create(server.url()).getPort());
            wire.threads.execute(wire::listen);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The base URL for clients. */
    public String url() {
        return "http://127.0.0.1:" + door.getLocalPort() + "/v1";
    }

    /** All that clients have sent so far, on all connections. */
    public byte[] sent() {
        synchronized (sent) {
            return sent.toByteArray();
        }
    }

    /** What of these texts was sent, in whatever encoding; see {@link Traces}. */
    public List<String> traces(List<String> texts) {
        return Traces.in(new String(sent(), StandardCharsets.UTF_8)).of(texts);
    }

    private void listen() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                threads.execute(() -> pump(client, server, true));
                threads.execute(() -> pump(server, client, false));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void pump(Socket from, Socket to, boolean keep) {
        byte[] some = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                if (keep) {
                    synchronized (sent) {
                        sent.write(some, 0, n);
                    }
                }
                out.write(some, 0, n);
                out.flush();
            }
        } catch (IOException closed) {
            // Either side has hung up.
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
