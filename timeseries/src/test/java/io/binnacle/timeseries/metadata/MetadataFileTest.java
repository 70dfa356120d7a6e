package io.binnacle.timeseries.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.disk.FaultyDisk;
import org.junit.jupiter.api.Test;

class MetadataFileTest {

    private static final Map<String, MetricMetadata> SOME = Map.of("up",
            new MetricMetadata(MetricMetadata.Type.GAUGE, "", "Whether it is there."), "grüße_total",
            new MetricMetadata(MetricMetadata.Type.COUNTER, "s", ""));

    private final FaultyDisk disk = new FaultyDisk();
    private final List<String> problems = new ArrayList<>();

    @Test
    void whatIsWrittenIsRead() throws IOException {
        assertThat(MetadataFile.read(disk, problems::add)).hasValueSatisfying(all -> assertThat(all).isEmpty());
        MetadataFile.write(disk, Map.of());
        MetadataFile.write(disk, SOME);
        assertThat(MetadataFile.read(disk, problems::add)).hasValueSatisfying(all -> assertThat(all).isEqualTo(SOME));
        assertThat(MetadataFile.bytes(disk)).isPositive();
        assertThat(problems).isEmpty();
    }

    @Test
    void aDamagedOneIsNamed() throws IOException {
        MetadataFile.write(disk, SOME);
        disk.flipBit(MetadataFile.PATH, 14, 2);
        assertThat(MetadataFile.read(disk, problems::add)).isEmpty();
        assertThat(problems).singleElement().asString().startsWith("metadata: damaged");
    }

    @Test
    void anEmptyOneIsNamed() throws IOException {
        disk.create(MetadataFile.PATH).close();
        assertThat(MetadataFile.read(disk, problems::add)).isEmpty();
        assertThat(problems).hasSize(1);
    }

    @Test
    void bytesOfVersionOneAreRead() throws IOException {
        byte[] body = HexFormat.of().parseHex("424d4e4d" + "01000000" + "01" + "027570" + "02" + "00" + "0148");
        CRC32C crc = new CRC32C();
        crc.update(body);
        try (DiskFile file = disk.create(MetadataFile.PATH)) {
            file.append(ByteBuffer.allocate(body.length + 4).order(ByteOrder.LITTLE_ENDIAN).put(body)
                    .putInt((int) crc.getValue()).flip());
        }
        assertThat(MetadataFile.read(disk, problems::add)).hasValueSatisfying(all -> assertThat(all)
                .isEqualTo(Map.of("up", new MetricMetadata(MetricMetadata.Type.GAUGE, "", "H"))));
        assertThat(problems).isEmpty();
    }
}
