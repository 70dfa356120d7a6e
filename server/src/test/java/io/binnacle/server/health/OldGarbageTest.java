package io.binnacle.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class OldGarbageTest {

    private static final int BYTES = 1 << 20;

    /** What a JVM of its own runs: fills the old generation with garbage, and prints what is left of it in the end. */
    static final class Load {

        private static final int OLD_MEGABYTES = 300;
        private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

        private Load() {
        }

        @SuppressWarnings("try") // Nobody asks it anything.
        public static void main(String[] arguments) throws Exception {
            MemoryPoolMXBean old = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Tenured Gen")).findFirst().orElseThrow();
            List<byte[]> filling = new ArrayList<>();
            while (megabytes(old) < OLD_MEGABYTES && filling.size() < 2 * OLD_MEGABYTES) {
                filling.add(new byte[BYTES]);
            }
            filling.clear();
            boolean watched = arguments.length > 0;
            try (AutoCloseable watch = watched ? OldGarbage.watch().orElseThrow() : () -> {}) {
                long begun = System.nanoTime();
                // Short-lived garbage: each young collection looks how full the old generation is.
                for (int i = 0; watched
                        ? megabytes(old) >= OLD_MEGABYTES && System.nanoTime() - begun < PATIENCE_NANOS
                        : i < 5000; i++) {
                    filling.add(new byte[BYTES / 16]);
                    filling.clear();
                }
                System.out.println(megabytes(old));
            }
        }

        private static long megabytes(MemoryPoolMXBean pool) {
            return pool.getUsage().getUsed() / BYTES;
        }
    }

    @Test
    void garbageThatHasGrownOldIsCollectedLongBeforeTheHeapIsFull() throws IOException, InterruptedException {
        assertThat(megabytesLeft()).as("left to the collector").isGreaterThanOrEqualTo(Load.OLD_MEGABYTES);
        assertThat(megabytesLeft("watched")).isLessThan(Load.OLD_MEGABYTES / 2);
    }

    private static long megabytesLeft(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC", "-Xmx1g", "-Xmn20m", "-cp", System.getProperty("java.class.path"),
                        Load.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return Long.parseLong(answer.strip());
    }
}
