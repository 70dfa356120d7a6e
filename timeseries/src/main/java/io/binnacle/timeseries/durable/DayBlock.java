package io.binnacle.timeseries.durable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;

import io.binnacle.timeseries.block.Block;

/**
 * A block where the store keeps it: in the folder of its UTC day, under a number that tells the order in which blocks were
 * written.
 *
 * <pre>
 *   blocks/20261121/0000000012.block
 * </pre>
 *
 * @param day days since 1970-01-01
 */
record DayBlock(long day, long number, Block block) {

    /** By day, then as they were written. */
    static final Comparator<DayBlock> ORDER = (left, right) -> left.day != right.day
            ? Long.compare(left.day, right.day)
            : Long.compare(left.number, right.number);

    static final String FOLDER = "blocks";
    private static final String SUFFIX = ".block";
    private static final long DAY_MILLIS = 86_400_000;

    static long dayOf(long millis) {
        return Math.floorDiv(millis, DAY_MILLIS);
    }

    static long startMillis(long day) {
        return day * DAY_MILLIS;
    }

    long endMillis() {
        return startMillis(day + 1);
    }

    String path() {
        return path(day, number);
    }

    static String path(long day, long number) {
        return folder(day) + "/" + String.format("%010d", number) + SUFFIX;
    }

    static String folder(long day) {
        return FOLDER + "/" + DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.ofEpochDay(day));
    }

    /** The day of a folder's name; throws when it is none. */
    static long dayNamed(String folder) {
        return LocalDate.parse(folder, DateTimeFormatter.BASIC_ISO_DATE).toEpochDay();
    }

    /** The number of a file's name; -1 when it is no block. */
    static long numberNamed(String file) {
        return file.endsWith(SUFFIX) && file.length() > SUFFIX.length()
                && file.chars().limit(file.length() - SUFFIX.length()).allMatch(Character::isDigit)
                        ? Long.parseLong(file.substring(0, file.length() - SUFFIX.length()))
                        : -1;
    }

    @Override
    public String toString() {
        return path() + " " + Instant.ofEpochMilli(block.minMillis()) + " to "
                + Instant.ofEpochMilli(block.maxMillis());
    }
}
