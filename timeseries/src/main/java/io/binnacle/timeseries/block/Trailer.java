package io.binnacle.timeseries.block;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

import io.binnacle.kernel.error.Corrupt;

/** The last bytes of a block: where its directory is. */
final class Trailer {

    private static final int CHECKED_BYTES = 48;

    private Trailer() {
    }

    static ByteBuffer write(long directoryOffset, Directory directory) {
        ByteBuffer bytes = BlockWriter.words(BlockFormat.TRAILER_BYTES).putLong(directoryOffset)
                .putLong(directory.minMillis()).putLong(directory.maxMillis()).putLong(directory.samples())
                .putInt(directory.series().getCardinality()).putInt(directory.pages().size()).putInt(0)
                .putInt(BlockFormat.VERSION);
        return bytes.putInt(checksum(bytes)).putInt(0).putLong(BlockFormat.MAGIC).flip();
    }

    /** The offset of the directory. */
    static long read(MemorySegment file, String path) {
        return good(file, path).getLong(0);
    }

    /** What the block held when it was written; nothing when the trailer is damaged. */
    static Optional<Block.Written> written(MemorySegment file, String path) {
        try {
            ByteBuffer bytes = good(file, path);
            return Optional.of(new Block.Written(bytes.getLong(24), bytes.getInt(32)));
        } catch (Corrupt damaged) {
            return Optional.empty();
        }
    }

    private static ByteBuffer good(MemorySegment file, String path) {
        long at = file.byteSize() - BlockFormat.TRAILER_BYTES;
        if (at < BlockFormat.HEADER_BYTES) {
            throw new Corrupt(path + " is too short for a block: " + file.byteSize() + " bytes", null);
        }
        ByteBuffer bytes = BlockWriter.words(BlockFormat.TRAILER_BYTES);
        MemorySegment.ofBuffer(bytes).copyFrom(file.asSlice(at));
        if (bytes.getLong(56) != BlockFormat.MAGIC || bytes.getInt(CHECKED_BYTES) != checksum(bytes)) {
            throw new Corrupt(path + ": its trailer is damaged or missing", null);
        }
        return bytes;
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.slice(0, CHECKED_BYTES));
        return (int) checksum.getValue();
    }
}
