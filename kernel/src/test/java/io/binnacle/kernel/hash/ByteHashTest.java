package io.binnacle.kernel.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

class ByteHashTest {

    private final ByteHash hash = new ByteHash();

    @Test
    void dependsOnEveryByte() {
        for (int length = 1; length < 70; length++) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) 7);
            long before = hash.of(bytes, 0, length);
            for (int i = 0; i < length; i++) {
                bytes[i] ^= 1;
                assertThat(hash.of(bytes, 0, length)).as(length + " bytes, byte " + i).isNotEqualTo(before);
                bytes[i] ^= 1;
            }
        }
    }

    @Test
    void dependsOnTheLengthAndNotOnThePlace() {
        byte[] zeros = new byte[100];
        Set<Long> seen = new HashSet<>();
        for (int length = 0; length < 70; length++) {
            assertThat(seen.add(hash.of(zeros, 0, length))).as(length + " zeros").isTrue();
            assertThat(hash.of(zeros, 30, length)).isEqualTo(hash.of(zeros, 0, length));
        }
    }

    @Test
    void eachOneHasItsOwnSeed() {
        byte[] bytes = new byte[20];
        assertThat(new ByteHash().of(bytes, 0, 20)).isNotEqualTo(hash.of(bytes, 0, 20));
    }
}
