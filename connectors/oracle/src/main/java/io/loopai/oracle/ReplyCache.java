package io.loopai.oracle;

import io.loopai.task.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps replies on disk, one file each, so that the same request to the same model is paid once.
 *
 * <pre>{@code
 * LlmClient.open(settings, prices, budget, ReplyCache.in(Path.of("data/.llm-replies")));
 * }</pre>
 *
 * <p>A file is named by the hash of endpoint, model, messages, temperature and sample number, and
 * holds the reply alone. Any number of processes may use a folder; removing files is safe.
 */
public final class ReplyCache {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyCache.class);

    private final Path folder;

    private ReplyCache(Path folder) {
        this.folder = folder;
    }

    /** A cache in a folder, which is created for the first reply. */
    public static ReplyCache in(Path folder) {
        return new ReplyCache(folder);
    }

    /** The earlier reply to the request; a file that is damaged counts as none. */
    Optional<LlmReply> find(LlmSettings settings, LlmRequest request) {
        Path file = file(settings, request);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            LlmReply reply = Json.read(Files.readAllBytes(file), LlmReply.class);
            return reply.text() == null ? Optional.empty() : Optional.of(reply.fromCache());
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** Keeps a reply, whole or not at all. A full disk costs no reply: it is only not kept. */
    void keep(LlmSettings settings, LlmRequest request, LlmReply reply) {
        Path file = file(settings, request);
        try {
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(folder, ".reply", ".tmp");
            try {
                Files.write(temporary, Json.bytes(reply));
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            LOG.warn(
                    "{}: a reply of the LLM cannot be kept and will be paid again next time: {};"
                            + " check the folder's owner, its permissions and the free space",
                    folder,
                    e.toString());
        }
    }

    private Path file(LlmSettings settings, LlmRequest request) {
        List<Object> asked = new ArrayList<>();
        asked.add(settings.baseUrl());
        asked.add(settings.model());
        asked.add(settings.maxOutputTokens());
        asked.add(request.messages());
        asked.add(request.temperature());
        asked.add(request.sample());
        return folder.resolve(HexFormat.of().formatHex(sha256(Json.bytes(asked))) + ".json");
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
