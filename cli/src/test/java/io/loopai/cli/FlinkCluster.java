package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Json;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A standalone cluster in processes of its own, made of Flink's entry points, and what its REST
 * interface can do.
 */
final class FlinkCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final Path conf;
    private final int port;
    private final Process jobManager;
    private final List<Process> taskManagers = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    /** One that takes jobs. */
    static FlinkCluster session(Path folder, int taskManagers) throws IOException {
        return new FlinkCluster(
                folder,
                taskManagers,
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                List.of());
    }

    /** One that has a single job, whose {@code main} runs in the JobManager: application mode. */
    static FlinkCluster application(
            Path folder, Path jar, int parallelism, String savepoint, Map<String, String> options)
            throws IOException {
        Path library = Files.createDirectories(folder.resolve("usrlib"));
        Files.copy(jar, library.resolve(jar.getFileName()));
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--job-classname", "io.loopai.jobs.ExecutionJob"));
        arguments.addAll(List.of("--fromSavepoint", savepoint));
        arguments.add("-Dparallelism.default=" + parallelism);
        options.forEach((key, value) -> arguments.addAll(List.of("--" + key, value)));
        return new FlinkCluster(
                folder,
                1,
                "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
                arguments);
    }

    private FlinkCluster(
            Path folder, int taskManagerCount, String entryPoint, List<String> arguments)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.conf = Files.createDirectories(folder.resolve("conf"));
        this.port = freePort();
        Files.writeString(
                conf.resolve("config.yaml"),
                """
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.rpc.port: %d
                jobmanager.bind-host: 127.0.0.1
                jobmanager.memory.process.size: 800m
                taskmanager.bind-host: 127.0.0.1
                taskmanager.host: 127.0.0.1
                taskmanager.cpu.cores: 2
                taskmanager.memory.task.heap.size: 256m
                taskmanager.memory.task.off-heap.size: 64m
                taskmanager.memory.framework.heap.size: 128m
                taskmanager.memory.framework.off-heap.size: 128m
                taskmanager.memory.jvm-metaspace.size: 128m
                taskmanager.memory.jvm-overhead.min: 192m
                taskmanager.memory.jvm-overhead.max: 192m
                taskmanager.memory.managed.size: 32m
                taskmanager.memory.network.min: 64m
                taskmanager.memory.network.max: 64m
                taskmanager.numberOfTaskSlots: 2
                rest.address: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.port: %d
                heartbeat.interval: 1000
                heartbeat.timeout: 6000
                metrics.fetcher.update-interval: 1000
                execution.checkpointing.dir: %s
                restart-strategy.type: fixed-delay
                restart-strategy.fixed-delay.attempts: 100
                restart-strategy.fixed-delay.delay: 1 s
                """
                        .formatted(freePort(), port, folder.resolve("checkpoints").toUri()));
        List<String> all = new ArrayList<>(List.of("--configDir", conf.toString()));
        all.addAll(arguments);
        jobManager = start(entryPoint, "jm", all);
        for (int i = 0; i < taskManagerCount; i++) {
            startTaskManager();
        }
        try {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(
                            () ->
                                    get("/overview").get("slots-total").asInt()
                                            == 2 * taskManagerCount);
        } catch (RuntimeException e) {
            close(); // nobody else can: there is no object yet
            throw e;
        }
    }

    void startTaskManager() throws IOException {
        taskManagers.add(
                start(
                        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                        "tm" + taskManagers.size(),
                        List.of("--configDir", conf.toString())));
    }

    /** kill -9 of one of them. */
    void killTaskManager() throws InterruptedException {
        Process process = taskManagers.get(0);
        process.destroyForcibly().waitFor();
        taskManagers.remove(0);
    }

    /** As {@code flink run} does it; returns the job's id. */
    String run(Path jar, int parallelism, String savepoint, Map<String, String> options)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of("run", "-d"));
        arguments.addAll(List.of("-p", Integer.toString(parallelism)));
        if (savepoint != null) {
            arguments.addAll(List.of("-s", savepoint));
        }
        arguments.add(jar.toString());
        options.forEach((key, value) -> arguments.addAll(List.of("--" + key, value)));
        Process process = start("org.apache.flink.client.cli.CliFrontend", "run", arguments);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String said = Files.readString(folder.resolve("run.log"));
        Matcher submitted = Pattern.compile("submitted with JobID (\\w+)").matcher(said);
        assertThat(submitted.find()).as(said).isTrue();
        return submitted.group(1);
    }

    /** As whoever has nothing but the REST interface does it; returns the job's id. */
    String upload(Path jar, int parallelism, String savepoint, Map<String, String> options)
            throws Exception {
        String border = "-----loopai-----";
        String head =
                "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\n"
                                .formatted(border, jar.getFileName())
                        + "Content-Type: application/x-java-archive\r\n\r\n";
        HttpRequest upload =
                HttpRequest.newBuilder(uri("/jars/upload"))
                        .header("Content-Type", "multipart/form-data; boundary=" + border)
                        .POST(
                                HttpRequest.BodyPublishers.concat(
                                        HttpRequest.BodyPublishers.ofString(head),
                                        HttpRequest.BodyPublishers.ofFile(jar),
                                        HttpRequest.BodyPublishers.ofString(
                                                "\r\n--" + border + "--\r\n")))
                        .build();
        Path stored = Path.of(send(upload).get("filename").asText());
        List<String> arguments = new ArrayList<>();
        options.forEach((key, value) -> arguments.addAll(List.of("--" + key, value)));
        Map<String, Object> request =
                Map.of(
                        "programArgsList", arguments,
                        "parallelism", parallelism,
                        "savepointPath", savepoint);
        return post(
                        "/jars/" + stored.getFileName() + "/run",
                        Json.MAPPER.writeValueAsString(request))
                .get("jobid")
                .asText();
    }

    /** The only job's id. */
    String job() throws Exception {
        return get("/jobs").at("/jobs/0/id").asText();
    }

    /** What became of all jobs. */
    List<String> statuses() throws Exception {
        return get("/jobs").get("jobs").findValuesAsText("status");
    }

    /** Where its REST interface is. */
    String address() {
        return "127.0.0.1:" + port;
    }

    /** Stops with a savepoint; returns where that is. */
    String stop(String job) throws Exception {
        String target = folder.resolve("savepoints").toUri().toString();
        String trigger =
                post(
                                "/jobs/" + job + "/stop",
                                "{\"targetDirectory\":\"" + target + "\",\"drain\":false}")
                        .get("request-id")
                        .asText();
        String path = "/jobs/" + job + "/savepoints/" + trigger;
        await().atMost(PATIENCE)
                .until(() -> get(path).at("/status/id").asText().equals("COMPLETED"));
        JsonNode location = get(path).at("/operation/location");
        assertThat(location.isTextual()).as("%s", get(path)).isTrue();
        return location.asText();
    }

    String status(String job) throws Exception {
        return get("/jobs/" + job).get("state").asText();
    }

    /** What made the job start again, the newest first. */
    List<String> failures(String job) throws Exception {
        return get("/jobs/" + job + "/exceptions")
                .at("/exceptionHistory/entries")
                .findValuesAsText("exceptionName");
    }

    /** How many records each subtask of a vertex has handed on. */
    List<Long> written(String job, String vertex) throws Exception {
        for (JsonNode each : get("/jobs/" + job).get("vertices")) {
            if (each.get("name").asText().equals(vertex)) {
                List<Long> written = new ArrayList<>();
                get("/jobs/" + job + "/vertices/" + each.get("id").asText())
                        .get("subtasks")
                        .forEach(task -> written.add(task.at("/metrics/write-records").asLong()));
                return written;
            }
        }
        throw new IllegalArgumentException(get("/jobs/" + job).toString());
    }

    private JsonNode get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).GET().build());
    }

    private JsonNode post(String path, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private JsonNode send(HttpRequest request) throws Exception {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return Json.MAPPER.readTree(response.body());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private Process start(String mainClass, String name, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // As in the configuration that every Flink distribution comes with.
        command.add("--add-opens=java.base/java.util=ALL-UNNAMED");
        command.addAll(
                List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", withoutOurs(), mainClass));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("LOOPAI_"));
        builder.environment().put("FLINK_CONF_DIR", conf.toString());
        builder.environment().put("FLINK_LIB_DIR", folder.resolve("lib").toString());
        return builder.start();
    }

    /** Flink's own classes, and nothing of what the shaded jar has to bring. */
    private static String withoutOurs() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.endsWith(".jar"))
                .filter(path -> !broughtByTheJar(Path.of(path).getFileName().toString()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean broughtByTheJar(String name) {
        return Stream.of("loopai-", "kafka", "jackson-", "flink-connector-kafka")
                .anyMatch(name::startsWith);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        taskManagers.forEach(Process::destroyForcibly);
        jobManager.destroyForcibly();
    }
}
