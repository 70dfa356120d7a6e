package io.binnacle.timeseries.block;

/** Samples and events that were deleted and are still in blocks. For any thread. */
public interface Deletions {

    Deletions NONE = new Deletions() {
        @Override
        public boolean concern(int series) {
            return false;
        }

        @Override
        public boolean deleted(int series, long millis) {
            return false;
        }
    };

    /** Whether anything of that series was deleted: only then is it asked sample by sample. */
    boolean concern(int series);

    /** Whether what that series had at that time is to go. */
    boolean deleted(int series, long millis);
}
