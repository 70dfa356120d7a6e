package io.binnacle.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresRuntimeTest {

    @TempDir
    Path parent;

    @Test
    void whoUnpackAtOnceEndUpWithOneWholeRuntime() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Callable<Path> unpack = () -> PostgresRuntime.in(parent).program("postgres");
            for (Future<Path> program : threads.invokeAll(List.of(unpack, unpack, unpack))) {
                assertThat(program.get()).isExecutable();
            }
        }
        assertThat(children()).hasSize(1);
        assertThat(PostgresRuntime.in(parent).majorVersion()).isEqualTo("18");
    }

    @Test
    void aDamagedRuntimeAndAnAbandonedDraftAreReplaced() throws IOException {
        Path program = PostgresRuntime.in(parent).program("initdb");
        long size = Files.size(program);
        Files.writeString(program, "cut off by a power loss");
        Path runtime = children().getFirst();
        // The largest process id that Linux gives is 2^22.
        Path abandoned = Files.createDirectory(parent.resolve(runtime.getFileName() + "-4194305-a1.draft"));
        PostgresRuntime.in(parent);
        assertThat(program).hasSize(size).isExecutable();
        assertThat(abandoned).doesNotExist();
        assertThat(children()).hasSize(1);
    }

    private List<Path> children() throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.toList();
        }
    }
}
