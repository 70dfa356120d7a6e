package io.binnacle.timeseries.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.disk.FaultyDisk;
import org.junit.jupiter.api.Test;

/** Bytes that were stored once can be read for ever: docs/format/series.md. */
class SeriesFormatTest {

    private static final String PATH = "series/00000001.series";

    private final List<String> problems = new ArrayList<>();

    private SeriesCatalogue open(byte[] bytes) throws IOException {
        FaultyDisk disk = new FaultyDisk();
        disk.createFolder("series");
        try (DiskFile file = disk.create(PATH)) {
            file.append(ByteBuffer.wrap(bytes));
        }
        return SeriesCatalogue.open(disk, "series", problems::add);
    }

    private static byte[] stored() throws IOException {
        try (InputStream stored = SeriesFormatTest.class.getResourceAsStream("version-1.series")) {
            assertThat(stored).isNotNull();
            return stored.readAllBytes();
        }
    }

    /** Two pages: a plain one, and a packed one of series 5 to 204. */
    private static SeriesCatalogue fill(FaultyDisk disk) throws IOException {
        SeriesCatalogue catalogue = SeriesCatalogue.open(disk, "series", problem -> {
            throw new AssertionError(problem);
        });
        catalogue.create(Labels.of("__name__", "up", "Job", "é😀"));
        catalogue.create(Labels.of("host", "a"));
        catalogue.publish();
        catalogue.persist();
        catalogue.reserve(5);
        for (int i = 0; i < 200; i++) {
            catalogue.create(estate(i));
        }
        catalogue.publish();
        catalogue.persist();
        return catalogue;
    }

    private static Labels estate(int number) {
        return Labels.of("__name__", "m" + number % 10, "host", "host-" + number / 10, "zone",
                number / 10 % 2 == 0 ? "z" : "");
    }

    @Test
    void versionOneIsRead() throws IOException {
        SeriesCatalogue catalogue = open(stored());
        assertThat(problems).isEmpty();
        assertThat(catalogue.size()).isEqualTo(202);
        assertThat(catalogue.nextSeries()).isEqualTo(205);
        assertThat(catalogue.labels(0)).isEqualTo(Labels.of("__name__", "up", "Job", "é😀"));
        assertThat(catalogue.labels(1)).isEqualTo(Labels.of("host", "a"));
        for (int i = 0; i < 200; i++) {
            assertThat(catalogue.labels(5 + i)).isEqualTo(estate(i));
        }
        assertThat(catalogue.metric(0)).isEqualTo(2);
        assertThat(catalogue.metric(1)).isEqualTo(SeriesCatalogue.NO_METRIC);
        assertThat(catalogue.metric(5)).isEqualTo(4);
    }

    @Test
    void whatIsWrittenTodayIsVersionOne() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        fill(disk).close();
        byte[] written = disk.bytes(PATH);
        int plain = 16 + 40 + ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN).getInt(16 + 8);
        // Another zstd may pack the second page otherwise; the first is as it is drawn.
        assertThat(HexFormat.of().formatHex(written, 0, plain)).isEqualTo(HexFormat.of().formatHex(stored(), 0, plain));
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        byte[] bytes = stored();
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(8, 2);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, 12);
        header.putInt(12, (int) checksum.getValue());
        assertThatThrownBy(() -> open(bytes)).isInstanceOf(IOException.class).hasMessageContaining("version 2");
    }

    public static void main(String[] arguments) throws IOException {
        FaultyDisk disk = new FaultyDisk();
        fill(disk).close();
        System.out.println(Base64.getMimeEncoder().encodeToString(disk.bytes(PATH)));
    }
}
