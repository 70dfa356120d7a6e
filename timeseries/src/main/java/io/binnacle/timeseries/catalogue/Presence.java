package io.binnacle.timeseries.catalogue;

import org.roaringbitmap.RoaringBitmap;

/** Which series somebody means by more than their labels: those that have samples in a range of time, say. */
public interface Presence {

    /** All of them. */
    Presence EVERYWHERE = new Presence() {
        @Override
        public boolean has(int series) {
            return true;
        }

        @Override
        public RoaringBitmap among(RoaringBitmap series) {
            return series;
        }
    };

    /** Some that are meant for sure, perhaps not all: known without asking about each. Not to be changed. */
    default RoaringBitmap sure() {
        return new RoaringBitmap();
    }

    /** Whether it is one of them; may be slow. */
    boolean has(int series);

    /** Of these, all that are meant, and perhaps others: cheaper than to ask about each. The argument is not changed. */
    RoaringBitmap among(RoaringBitmap series);
}
