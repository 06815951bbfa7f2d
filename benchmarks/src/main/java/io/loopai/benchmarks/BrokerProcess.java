package io.loopai.benchmarks;

import io.loopai.kafka.EmbeddedKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A Kafka broker in a process of its own, so that its work and its end are not those of the job. */
final class BrokerProcess implements AutoCloseable {

    private static final String READY = "servers ";

    private final Process process;
    private final String servers;

    private BrokerProcess(Process process, String servers) {
        this.process = process;
        this.servers = servers;
    }

    /** The process itself: runs a broker on the folder named until standard input ends. */
    public static void main(String[] args) throws IOException {
        try (EmbeddedKafka broker = EmbeddedKafka.start(Path.of(args[0]), 0)) {
            System.out.println(READY + broker.servers());
            while (System.in.read() >= 0) {
                // Whoever started this has something to say only by ending it.
            }
        }
    }

    /** Returns when it answers. */
    static BrokerProcess start(Path folder) throws IOException {
        Process process =
                new ProcessBuilder(
                                JavaProcess.command(
                                        "-Xmx1g", BrokerProcess.class.getName(), folder.toString()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroy();
            throw new IOException("the broker did not start: " + line);
        }
        return new BrokerProcess(process, line.substring(READY.length()));
    }

    String servers() {
        return servers;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
