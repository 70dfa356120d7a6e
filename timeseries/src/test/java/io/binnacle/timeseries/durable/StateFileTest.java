package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.disk.FaultyDisk;
import org.junit.jupiter.api.Test;

class StateFileTest {

    private final FaultyDisk disk = new FaultyDisk();
    private final List<String> problems = new ArrayList<>();

    @Test
    void whatIsWrittenIsRead() throws IOException {
        long[] newest = {NewestTimes.NONE, 1_700_000_000_000L, 1_700_000_000_000L, -5, NewestTimes.NONE,
                Long.MAX_VALUE / 4};
        new StateFile(7, 12, newest).write(disk);
        new StateFile(8, 13, newest).write(disk);
        StateFile read = StateFile.read(disk, problems::add);
        assertThat(read.logFrom()).isEqualTo(8);
        assertThat(read.nextBlock()).isEqualTo(13);
        assertThat(read.newestMillis()).isEqualTo(newest);
        assertThat(problems).isEmpty();
    }

    @Test
    void aDamagedOneIsNamedAndCountsAsNone() throws IOException {
        assertThat(StateFile.read(disk, problems::add)).isEqualTo(StateFile.EMPTY);
        assertThat(problems).isEmpty();
        new StateFile(7, 12, new long[]{1, 2, 3}).write(disk);
        disk.flipBit("state", 14, 2);
        assertThat(StateFile.read(disk, problems::add)).isEqualTo(StateFile.EMPTY);
        assertThat(problems).singleElement().asString().contains("state: damaged");
    }

    @Test
    void bytesOfVersionOneAreRead() throws IOException {
        String stored = "424e5354010000000700000000000000" + "0c00000000000000" + "03000000" + "00"
                + "81a0abfef962" + "d10f";
        byte[] body = HexFormat.of().parseHex(stored);
        CRC32C crc = new CRC32C();
        crc.update(body);
        try (DiskFile file = disk.create("state")) {
            file.append(ByteBuffer.allocate(body.length + 4).order(ByteOrder.LITTLE_ENDIAN).put(body)
                    .putInt((int) crc.getValue()).flip());
        }
        StateFile read = StateFile.read(disk, problems::add);
        assertThat(problems).isEmpty();
        assertThat(read.logFrom()).isEqualTo(7);
        assertThat(read.nextBlock()).isEqualTo(12);
        assertThat(read.newestMillis()).containsExactly(NewestTimes.NONE, 1_700_000_000_000L, 1_700_000_001_000L);
    }
}
