package io.binnacle.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class OldGarbageTest {

    private static final int BYTES = 1 << 20;

    /** What a JVM of its own runs: makes garbage that has grown old, and prints the most that the old generation held. */
    static final class Load {

        private Load() {
        }

        public static void main(String[] arguments) {
            AutoCloseable watch = arguments.length == 0 ? () -> {} : OldGarbage.watch().orElseThrow();
            MemoryPoolMXBean old = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Tenured Gen")).findFirst().orElseThrow();
            Deque<byte[]> alive = new ArrayDeque<>();
            for (int i = 0; i < 1200; i++) {
                alive.add(new byte[BYTES]);
                if (alive.size() > 40) {
                    alive.remove();
                }
            }
            System.out.println(old.getPeakUsage().getUsed() / BYTES + " " + watch);
        }
    }

    @Test
    void theOldGenerationIsCollectedLongBeforeTheHeapIsFull() throws IOException, InterruptedException {
        assertThat(peakMegabytes()).as("left to the collector").isGreaterThan(500);
        assertThat(peakMegabytes("watched")).isLessThan(400);
    }

    private static long peakMegabytes(String... arguments) throws IOException, InterruptedException {
        Deque<String> command = new ArrayDeque<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.add("-Xmx1g");
        command.add("-Xmn20m");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Load.class.getName());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(List.copyOf(command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return Long.parseLong(answer.split(" ", 2)[0]);
    }
}
