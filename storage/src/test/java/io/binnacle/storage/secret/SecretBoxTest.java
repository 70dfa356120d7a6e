package io.binnacle.storage.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.binnacle.kernel.error.Corrupt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTest {

    private final SecretBox box = new SecretBox(new byte[32]);

    @Test
    void whatWasSealedOpens() {
        for (String secret : List.of("", "hunter2", "pässwörd €😀", "x".repeat(10_000))) {
            assertThat(box.open(box.seal(secret))).isEqualTo(secret);
        }
    }

    @Test
    void theSameSecretLooksDifferentEachTime() {
        assertThat(box.seal("hunter2")).isNotEqualTo(box.seal("hunter2")).doesNotContain("hunter2");
    }

    @Test
    void everyChangedBitIsNoticed() {
        byte[] sealed = Base64.getDecoder().decode(box.seal("hunter2").substring(3));
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatThrownBy(() -> box.open("v1:" + Base64.getEncoder().encodeToString(changed)))
                    .isInstanceOf(Corrupt.class);
        }
    }

    @Test
    void anotherKeyAndOtherTextDoNotOpen() {
        byte[] key = new byte[32];
        key[31] = 1;
        String sealed = box.seal("hunter2");
        assertThatThrownBy(() -> new SecretBox(key).open(sealed)).isInstanceOf(Corrupt.class);
        for (String text : List.of("", "v1:", "v1:AAAA", "v2:" + sealed.substring(3), "hunter2", "v1:***")) {
            assertThatThrownBy(() -> box.open(text)).isInstanceOf(Corrupt.class);
        }
    }

    @Test
    void theKeyFileIsMadeOnceForTheOwnerAlone(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("secrets/master.key");
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<String> seal = () -> SecretBox.withKeyFile(file).seal("hunter2");
            for (Future<String> sealed : threads.invokeAll(List.of(seal, seal, seal, seal))) {
                assertThat(SecretBox.withKeyFile(file).open(sealed.get())).isEqualTo("hunter2");
            }
        }
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(directory.resolve("secrets"))).isEqualTo("rwx------");
        try (var files = Files.list(directory.resolve("secrets"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aKeyFileOfTheWrongLengthIsRefused(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("master.key"), new byte[31]);
        assertThatThrownBy(() -> SecretBox.withKeyFile(file)).isInstanceOf(Corrupt.class)
                .hasMessageContaining("31 bytes");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
