package io.binnacle.telemetry.intake.history.block;

/** Reads a chunk of floats. */
final class XorChunkReader {

    /** How many bits a change of the distance takes, by the number of ones before them. */
    private static final int[] WIDTHS = {0, 14, 17, 20, 64};

    private XorChunkReader() {
    }

    static void read(byte[] data, SampleSink into) {
        BitSource source = new BitSource(data, 0);
        int count = (int) source.readBits(16);
        XorValue value = new XorValue();
        long millis = 0;
        long distance = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0) {
                millis = source.readVarint();
                value.readFirst(source);
            } else {
                distance = i == 1 ? source.readUvarint() : distance + change(source);
                millis += distance;
                value.readNext(source);
            }
            into.sample(millis, value.value());
        }
    }

    private static long change(BitSource source) {
        int ones = 0;
        while (ones < WIDTHS.length - 1 && source.readBit()) {
            ones++;
        }
        return BitSource.signed(source.readBits(WIDTHS[ones]), WIDTHS[ones]);
    }
}
