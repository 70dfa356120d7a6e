package io.binnacle.timeseries.durable;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;

import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.block.Block;

/**
 * The points of one day in one resolution, where the store keeps them; the name tells from which block they were made.
 *
 * <pre>
 *   rollup/5m/20261121-0000000012.rollup    of blocks/20261121/0000000012.block, and good while that is the day's only one
 *   rollup/1h/20261121-final.rollup         the day's samples are gone: this is what is left of them
 * </pre>
 *
 * @param day days since 1970-01-01
 * @param source the number of the block; {@link #FINAL} when it is gone
 */
record RollupDay(Resolution resolution, long day, long source, Block block) {

    static final Comparator<RollupDay> ORDER = Comparator.comparing(RollupDay::resolution)
            .thenComparingLong(RollupDay::day).thenComparingLong(RollupDay::source);

    static final String FOLDER = "rollup";
    /** No block has this number. */
    static final long FINAL = Long.MAX_VALUE;
    private static final String FINAL_NAME = "final";
    private static final String SUFFIX = ".rollup";

    /** What a file's name tells. */
    record Place(Resolution resolution, long day, long source) {

        boolean isFinal() {
            return source == FINAL;
        }

        static Optional<Place> named(Resolution resolution, String file) {
            int dash = file.indexOf('-');
            if (dash < 0 || !file.endsWith(SUFFIX) || file.length() - SUFFIX.length() <= dash) {
                return Optional.empty();
            }
            String source = file.substring(dash + 1, file.length() - SUFFIX.length());
            try {
                return Optional.of(new Place(resolution, DayBlock.dayNamed(file.substring(0, dash)),
                        source.equals(FINAL_NAME) ? FINAL : Long.parseUnsignedLong(source)));
            } catch (DateTimeException | NumberFormatException e) {
                return Optional.empty();
            }
        }

        String path() {
            return RollupDay.path(resolution, day, source);
        }
    }

    static String folder(Resolution resolution) {
        return FOLDER + "/" + resolution.text();
    }

    static String path(Resolution resolution, long day, long source) {
        return folder(resolution) + "/" + DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.ofEpochDay(day)) + "-"
                + (source == FINAL ? FINAL_NAME : String.format("%010d", source)) + SUFFIX;
    }

    String path() {
        return path(resolution, day, source);
    }

    Place place() {
        return new Place(resolution, day, source);
    }

    boolean isFinal() {
        return source == FINAL;
    }

    long endMillis() {
        return DayBlock.startMillis(day + 1);
    }

    RollupDay finished() {
        return new RollupDay(resolution, day, FINAL, block);
    }
}
