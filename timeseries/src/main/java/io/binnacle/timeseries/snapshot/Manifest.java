package io.binnacle.timeseries.snapshot;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

import io.binnacle.kernel.error.Corrupt;

/** Which files a snapshot has, version 1, as docs/format/snapshot.md draws it: lines of text, the last one a check of those before. */
record Manifest(Instant created, List<Entry> entries) {

    private static final String FIRST_LINE = "binnacle snapshot 1";

    /**
     * @param copied whether the file is the snapshot's own; only then its check is known, others carry checks of their own
     * @param check  CRC-32C of its bytes; 0 when it was linked
     */
    record Entry(String path, long bytes, boolean copied, int check) {

        private String line() {
            return copied
                    ? "copy " + bytes + " " + HexFormat.of().toHexDigits(check) + " " + path
                    : "link " + bytes + " " + path;
        }

        private static Entry parse(String line) {
            String[] words = line.split(" ", 3);
            boolean copied = words[0].equals("copy");
            if (!copied && !words[0].equals("link")) {
                throw new IllegalArgumentException(line);
            }
            String[] rest = copied ? words[2].split(" ", 2) : new String[]{"0", words[2]};
            return new Entry(rest[1], Long.parseLong(words[1]), copied, HexFormat.fromHexDigits(rest[0]));
        }
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder(FIRST_LINE).append("\ncreated ").append(created).append('\n');
        entries.forEach(entry -> text.append(entry.line()).append('\n'));
        String check = HexFormat.of().toHexDigits(check(text.toString()));
        text.append("end ").append(check).append('\n');
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws Corrupt when it is not what was written, or a later version wrote it */
    static Manifest decode(String path, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.lastIndexOf("end ");
        String body = text.substring(0, Math.max(0, end));
        String wanted = "end " + HexFormat.of().toHexDigits(check(body)) + "\n";
        List<String> lines = body.lines().toList();
        if (end < 0 || !text.substring(end).equals(wanted) || lines.size() < 2) {
            throw new Corrupt(path + " is damaged: its check does not fit", null);
        }
        if (!lines.getFirst().equals(FIRST_LINE)) {
            throw new Corrupt(
                    path + " begins with \"" + lines.getFirst() + "\"; this program reads \"" + FIRST_LINE + "\"",
                    null);
        }
        try {
            List<Entry> entries = new ArrayList<>();
            for (int line = 2; line < lines.size(); line++) {
                entries.add(Entry.parse(lines.get(line)));
            }
            return new Manifest(Instant.parse(lines.get(1).substring("created ".length())), List.copyOf(entries));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
            throw new Corrupt(path + " cannot be understood", e);
        }
    }

    private static int check(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    Snapshot snapshot(String name) {
        long bytes = 0;
        long copied = 0;
        for (Entry entry : entries) {
            bytes += entry.bytes();
            copied += entry.copied() ? entry.bytes() : 0;
        }
        return new Snapshot(name, created, entries.size(), bytes, copied);
    }
}
