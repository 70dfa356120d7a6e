package io.binnacle.timeseries.disk;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** The files and folders of a {@link FaultyDisk}: each as it is read now, and as a power cut would leave it. */
final class FaultyTree {

    /** The unit in which bytes come to a disk or do not. Small, so that records of a test span several. */
    private static final int SECTOR_BYTES = 64;

    private FaultyTree() {
    }

    sealed interface Entry permits File, Folder {}

    /** One name of one folder changes; no entry: it goes away. */
    record Edit(Folder folder, String name, @Nullable Entry entry) {

        void apply() {
            set(folder.current);
        }

        void makeDurable() {
            set(folder.durable);
        }

        private void set(Map<String, Entry> names) {
            if (entry == null) {
                names.remove(name);
            } else {
                names.put(name, entry);
            }
        }
    }

    static final class Folder implements Entry {

        private final TreeMap<String, Entry> current = new TreeMap<>();
        private final TreeMap<String, Entry> durable = new TreeMap<>();

        Set<String> names() {
            return current.keySet();
        }

        @Nullable
        Entry entry(String name) {
            return current.get(name);
        }

        /** Bytes of all files below; a file with two names counts twice. */
        long bytes() {
            long bytes = 0;
            for (Entry entry : current.values()) {
                bytes += switch (entry) {
                    case File file -> file.size();
                    case Folder folder -> folder.bytes();
                };
            }
            return bytes;
        }

        void collect(String path, Map<String, File> into) {
            current.forEach((name, entry) -> {
                String each = path.isEmpty() ? name : path + "/" + name;
                switch (entry) {
                    case File file -> into.put(each, file);
                    case Folder folder -> folder.collect(each, into);
                }
            });
        }

        /** The tree that a power cut leaves. Names of one file stay names of one file. */
        Folder durableCopy(Map<Entry, Entry> copies, Random random) {
            Folder copy = new Folder();
            durable.forEach((name, entry) -> {
                Entry copied = copies.get(entry);
                if (copied == null) {
                    copied = switch (entry) {
                        case File file -> new File(file.afterPowerCut(random));
                        case Folder folder -> folder.durableCopy(copies, random);
                    };
                    copies.put(entry, copied);
                }
                copy.current.put(name, copied);
                copy.durable.put(name, copied);
            });
            return copy;
        }
    }

    static final class File implements Entry {

        private byte[] bytes = new byte[0];
        private int size;
        /** What the last successful sync left; shared with {@link #bytes} never. */
        private byte[] durable = new byte[0];
        /** Bytes that a failed sync dropped: no later sync brings them to the disk. */
        private final BitSet dropped = new BitSet();

        File() {
        }

        private File(byte[] content) {
            bytes = content;
            size = content.length;
            durable = content.clone();
        }

        long size() {
            return size;
        }

        byte[] current() {
            return Arrays.copyOf(bytes, size);
        }

        void append(byte[] from, int length) {
            if (size + length > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(size + length, bytes.length * 2));
            }
            System.arraycopy(from, 0, bytes, size, length);
            dropped.clear(size, size + length);
            size += length;
        }

        int read(ByteBuffer into, long position) {
            if (position >= size) {
                return into.hasRemaining() ? -1 : 0;
            }
            int length = (int) Math.min(into.remaining(), size - position);
            into.put(bytes, (int) position, length);
            return length;
        }

        void truncate(long to) {
            size = (int) Math.min(size, to);
        }

        void makeDurable() {
            byte[] synced = current();
            dropped.stream().takeWhile(at -> at < size).forEach(at -> synced[at] = durableAt(at));
            durable = synced;
        }

        void forgetUnsynced() {
            for (int at = 0; at < size; at++) {
                if (bytes[at] != durableAt(at) || at >= durable.length) {
                    dropped.set(at);
                }
            }
        }

        void flip(long offset, int bit) {
            int at = (int) offset;
            bytes[at] ^= (byte) (1 << bit);
            if (at < durable.length) {
                durable[at] ^= (byte) (1 << bit);
            }
        }

        private byte durableAt(int at) {
            return at < durable.length ? durable[at] : 0;
        }

        /** The size is that of the last sync, the present one or one between; each sector of then or of now. */
        byte[] afterPowerCut(Random random) {
            int low = Math.min(size, durable.length);
            int high = Math.max(size, durable.length);
            int left = switch (random.nextInt(4)) {
                case 0 -> durable.length;
                case 1 -> size;
                default -> low + random.nextInt(high - low + 1);
            };
            byte[] found = new byte[left];
            for (int sector = 0; sector < left; sector += SECTOR_BYTES) {
                boolean now = random.nextBoolean();
                for (int at = sector; at < Math.min(left, sector + SECTOR_BYTES); at++) {
                    found[at] = at < size && now && !dropped.get(at) ? bytes[at] : durableAt(at);
                }
            }
            return found;
        }
    }
}
