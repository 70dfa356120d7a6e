package io.binnacle.timeseries.catalogue;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Shapes and their numbers: a shape is the list of names that a label set has. There are few, whatever the number of
 * series, so what asks for names asks for shapes.
 *
 * <p>One writer; any number of readers, who never wait.
 */
final class ShapeTable {

    private static final int SLOTS_MIN = 64;

    private int[] @Nullable [] shapes = new int[SLOTS_MIN / 2][];
    private int[] slots = new int[SLOTS_MIN];
    private volatile int size;

    /** The number of the shape of these names, the next one when it is new. Writer only. */
    int intern(int[] names, int count) {
        int mask = slots.length - 1;
        int i = place(names, count, mask);
        while (slots[i] != 0) {
            if (Arrays.equals(names(slots[i] - 1), 0, names(slots[i] - 1).length, names, 0, count)) {
                return slots[i] - 1;
            }
            i = (i + 1) & mask;
        }
        int shape = size;
        if (shape == shapes.length) {
            shapes = Arrays.copyOf(shapes, shape * 2);
        }
        shapes[shape] = Arrays.copyOf(names, count);
        slots[i] = shape + 1;
        size = shape + 1;
        if (size * 2 > slots.length) {
            grow();
        }
        return shape;
    }

    private void grow() {
        int[] larger = new int[slots.length * 2];
        for (int shape = 0; shape < size; shape++) {
            int i = place(names(shape), names(shape).length, larger.length - 1);
            while (larger[i] != 0) {
                i = (i + 1) & (larger.length - 1);
            }
            larger[i] = shape + 1;
        }
        slots = larger;
    }

    private static int place(int[] names, int count, int mask) {
        int hash = count;
        for (int i = 0; i < count; i++) {
            hash = (hash + names[i]) * 0x9E37_79B9;
        }
        return (hash ^ (hash >>> 16)) & mask;
    }

    /** The names of a shape, in the order of the labels; not to be changed. */
    int[] names(int shape) {
        int[] names = shapes[shape];
        if (names == null) {
            throw new IllegalStateException("no shape " + shape);
        }
        return names;
    }

    /** Where a shape has that name; -1 when it has not. */
    int place(int shape, int name) {
        int[] names = names(shape);
        for (int i = 0; i < names.length; i++) {
            if (names[i] == name) {
                return i;
            }
        }
        return SeriesTables.NOT_FOUND;
    }

    int size() {
        return size;
    }

    long memoryBytes() {
        long bytes = 4L * slots.length + 4L * shapes.length;
        for (int shape = 0; shape < size; shape++) {
            bytes += 16 + 4L * names(shape).length;
        }
        return bytes;
    }
}
