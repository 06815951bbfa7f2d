package io.loopai.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker of one node in this process, reachable on loopback only.
 *
 * <pre>{@code
 * try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of("data/kafka"), 9092)) {
 *     kafka.servers(); // 127.0.0.1:9092
 * }
 * }</pre>
 *
 * <p>What was written is there again after a restart on the same folder. One broker, one copy of
 * every record: for one machine, not for a data centre.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final String NODE = "1";

    /** Producers ask for 24 hours. */
    private static final String SEVEN_DAYS_MILLIS = "604800000";

    private final FileChannel own;
    private final KafkaRaftServer server;
    private final String servers;

    private EmbeddedKafka(FileChannel own, KafkaRaftServer server, String servers) {
        this.own = own;
        this.server = server;
        this.servers = servers;
    }

    /**
     * Starts a broker; takes some seconds.
     *
     * @param folder for its data; created if missing
     * @param port 0 for any that is free
     * @throws java.net.BindException when somebody has the port
     * @throws IOException when the folder cannot be used
     */
    public static EmbeddedKafka start(Path folder, int port) throws IOException {
        Files.createDirectories(folder);
        FileChannel own = lock(folder);
        try {
            return start(folder, port, own);
        } catch (IOException | RuntimeException e) {
            own.close();
            throw e;
        }
    }

    private static EmbeddedKafka start(Path folder, int port, FileChannel own) throws IOException {
        // Kafka itself ends the whole process when it finds its port taken.
        int usable = usable(port);
        Properties properties = properties(folder, usable, usable(0));
        format(folder, properties);
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        EmbeddedKafka kafka = new EmbeddedKafka(own, server, "127.0.0.1:" + usable);
        try {
            server.startup();
            return kafka;
        } catch (RuntimeException e) {
            kafka.closeAfter(e); // or half of it would go on, with its lock on the folder
            throw e;
        }
    }

    /** Kafka's own lock comes too late: by then it has changed the log that another broker writes. */
    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve(".owner"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        boolean isOwn = false;
        try {
            isOwn = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another one in this process.
        }
        if (!isOwn) {
            channel.close();
            throw new IOException(
                    folder + ": another broker uses this folder; stop that one first");
        }
        return channel;
    }

    private void closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Where clients find it. */
    public String servers() {
        return servers;
    }

    /** Stops in order: everything that was acknowledged is on disk. */
    @Override
    public void close() {
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            release();
        }
    }

    private void release() {
        try {
            own.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties properties(Path folder, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", NODE);
        properties.setProperty("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("inter.broker.listener.name", "PLAINTEXT");
        properties.setProperty(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.setProperty("log.dirs", folder.toAbsolutePath().toString());
        for (String topic :
                new String[] {
                    "offsets.topic", "transaction.state.log", "share.coordinator.state.topic"
                }) {
            properties.setProperty(topic + ".replication.factor", "1");
        }
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        // Fewer than in a data centre: every one costs files and start-up time.
        properties.setProperty("offsets.topic.num.partitions", "4");
        properties.setProperty("transaction.state.log.num.partitions", "4");
        properties.setProperty("transaction.max.timeout.ms", SEVEN_DAYS_MILLIS);
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        // After a kill the controller takes the broker that was killed for alive for so long, and
        // refuses the new one: 9 s by default.
        properties.setProperty("broker.session.timeout.ms", "3000");
        properties.setProperty("broker.heartbeat.interval.ms", "1000");
        // A topic that nobody has created is a mistake in a name.
        properties.setProperty("auto.create.topics.enable", "false");
        return properties;
    }

    private static void format(Path folder, Properties properties) throws IOException {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        Formatter formatter = new Formatter();
        formatter
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(Integer.parseInt(NODE))
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder.toAbsolutePath().toString())
                .addDirectory(folder.toAbsolutePath().toString())
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION);
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IOException(
                    "cannot prepare '" + folder + "' for Kafka: " + e.getMessage(), e);
        }
    }

    private static int usable(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
