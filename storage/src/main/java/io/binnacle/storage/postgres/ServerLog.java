package io.binnacle.storage.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's own log: read from the child's output, kept in two files of at most one MiB each. Losing lines (a full
 * disk) is better than a server that waits for its log, so failures to write are passed over.
 */
final class ServerLog implements AutoCloseable {

    private static final long SIZE_MAX = 1 << 20;
    private static final int TAIL_MAX = 30;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Path file;
    private final Deque<String> tail = new ArrayDeque<>();
    private volatile @Nullable Thread follower;
    private @Nullable Writer writer;
    private long size;

    ServerLog(Path file) {
        this.file = file;
    }

    /** Reads until the last process of the server has closed its output. Once for each run. */
    void follow(InputStream output) {
        synchronized (this) {
            tail.clear();
        }
        follower = Thread.ofPlatform().daemon().name("postgres-log").start(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    append(line);
                }
            } catch (IOException e) {
                append("(the output of the server broke: " + e.getMessage() + ")");
            }
        });
    }

    private synchronized void append(String line) {
        if (tail.size() == TAIL_MAX) {
            tail.removeFirst();
        }
        tail.addLast(line);
        try {
            if (writer != null && size > SIZE_MAX) {
                closeFile();
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            if (writer == null) {
                writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                size = Files.size(file);
            }
            writer.write(line + "\n");
            writer.flush();
            size += line.length() + 1;
        } catch (IOException e) {
            // See the class comment.
        }
    }

    /** The last lines of a run that is over, oldest first. */
    List<String> lastWords() throws InterruptedException {
        Thread reading = follower;
        if (reading != null) {
            reading.join(LAST_WORDS);
        }
        synchronized (this) {
            return List.copyOf(tail);
        }
    }

    /** After the death of the server: takes in its last words, which may be on their way still. */
    @Override
    public void close() throws IOException {
        try {
            lastWords();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeFile();
    }

    private synchronized void closeFile() throws IOException {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }
}
