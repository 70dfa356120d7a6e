package io.binnacle.timeseries.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.disk.FaultyDisk;
import org.junit.jupiter.api.Test;

/** Bytes that each version of the format wrote once are read for ever. See docs/format/log.md. */
class LogFormatTest {

    /** Segment 7 after segment 6, which ended at 113; records "first", "" and "third". */
    private static final String VERSION_1 = """
        42494e434c4c4f4701000000a1acafa00700000000000000efcdab896745230106000000000000007100000000000000
        42494e434c4c4f4701000000a1acafa00700000000000000efcdab896745230106000000000000007100000000000000
        0500000050a13e8a7caf6fcf66697273740000000000000000cd1605930500000047695a090f4563bf7468697264
        """;

    @Test
    void bytesOfVersion1AreRead() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        disk.createFolder("log");
        try (DiskFile file = disk.create("log/0000000007.log")) {
            file.append(ByteBuffer.wrap(bytes(VERSION_1)));
        }
        List<String> records = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        WriteAheadLog.open(disk, "log", 0, LogSettings.of(Durability.INTERVAL),
                (segment, payload) -> records.add(segment + StandardCharsets.US_ASCII.decode(payload).toString()),
                problems::add).close();
        assertThat(records).containsExactly("7first", "7", "7third");
        assertThat(problems).isEmpty();
        assertThat(disk.filesOpen()).isZero();
    }

    @Test
    void version1IsWrittenAsItIsDrawn() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        disk.createFolder("log");
        LogSegment segment = LogSegment.create(disk, "log",
                new SegmentFormat.Header(1, 7, 0x0123456789ABCDEFL, 6, 113));
        for (String each : List.of("first", "", "third")) {
            byte[] text = each.getBytes(StandardCharsets.US_ASCII);
            segment.append(ByteBuffer.allocate(12 + text.length).put(12, text).position(12));
        }
        segment.close();
        assertThat(disk.bytes("log/0000000007.log")).isEqualTo(bytes(VERSION_1));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
}
