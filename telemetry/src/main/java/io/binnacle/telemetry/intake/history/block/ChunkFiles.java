package io.binnacle.telemetry.intake.history.block;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.binnacle.kernel.error.Corrupt;

/** The files of a block's chunks. Belongs to one thread. */
final class ChunkFiles {

    private static final int MAGIC = 0x85BD40DD;
    private static final int VERSION = 1;

    private final List<FileBytes> files = new ArrayList<>();

    /** @param folder may be missing, of a block without samples */
    ChunkFiles(Path folder, Arena arena) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> found = Files.list(folder)) {
            paths = found.filter(path -> path.getFileName().toString().matches("\\d{6}")).sorted().toList();
        }
        for (Path path : paths) {
            FileBytes file = FileBytes.map(path, arena);
            file.expectMagic(MAGIC, VERSION);
            files.add(file);
        }
    }

    /** Reads the chunk of that place into the sink. */
    void read(long place, SampleSink into) {
        int number = (int) (place >>> 32);
        if (number < 0 || number >= files.size()) {
            throw new Corrupt("a chunk lies in file " + (number + 1) + ", and there are " + files.size(), null);
        }
        FileBytes file = files.get(number);
        file.seek(place & 0xffff_ffffL);
        long length = file.readUvarint();
        long from = file.position();
        int encoding = file.readByte();
        file.check(from, from + 1 + length);
        byte[] data = file.readBytes(length);
        ChunkDecoder.read(encoding, data, into);
    }
}
