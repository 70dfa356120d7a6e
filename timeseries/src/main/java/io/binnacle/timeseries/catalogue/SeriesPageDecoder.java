package io.binnacle.timeseries.catalogue;

import java.util.Arrays;
import java.util.function.Consumer;

/** Reads the body of a page, docs/format/series.md, into tables. Belongs to one thread. */
final class SeriesPageDecoder {

    private final SeriesTables tables;
    private final Consumer<String> problems;
    private int[] names = new int[32];
    /** By place of a name: the label with the value that it had last in this page; -1: none yet. */
    private int[] current = new int[32];
    private int[] values = new int[256];
    private int valuesSeen;
    private int[] row = new int[32];
    private int[] shapeNumbers = new int[0];

    SeriesPageDecoder(SeriesTables tables, Consumer<String> problems) {
        this.tables = tables;
        this.problems = problems;
    }

    /**
     * Adds the page's series, except those whose number is there already.
     *
     * @param count how many there are
     * @throws IndexOutOfBoundsException the body is not what its encoder would write; what came before is added
     */
    void decode(byte[] body, int length, int firstSeries, int count) {
        PageColumn head = new PageColumn(body, 0, length);
        int nameCount = head.nextNumber();
        int valueCount = head.nextNumber();
        int shapeCount = head.nextNumber();
        int[] lengths = new int[10];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = head.nextNumber();
        }
        readNames(nameCount, head.nextColumn(lengths[0]), head.nextColumn(lengths[1]));
        readValues(valueCount, head.nextColumn(lengths[2]), head.nextColumn(lengths[3]), head.nextColumn(lengths[4]));
        int[][] shapes = readShapes(shapeCount, head.nextColumn(lengths[5]));
        PageColumn numbers = head.nextColumn(lengths[6]);
        PageColumn shapeOf = head.nextColumn(lengths[7]);
        PageColumn masks = head.nextColumn(lengths[8]);
        PageColumn changes = head.nextColumn(lengths[9]);
        int series = firstSeries;
        int shapeBefore = -1;
        long sum = 0;
        valuesSeen = 0;
        for (int i = 0; i < count; i++) {
            series += numbers.nextNumber();
            int shapePlace = shapeOf.nextNumber();
            int[] shape = shapes[shapePlace];
            if (shapePlace == shapeBefore) {
                sum += change(shape, masks, changes);
            } else {
                change(shape, masks, changes);
                sum = 0;
                for (int at = 0; at < shape.length; at++) {
                    row[at] = current[shape[at]];
                    sum += tables.labels.hash(row[at]);
                }
                shapeBefore = shapePlace;
            }
            if (series < 0 || tables.sets.has(series)) {
                problems.accept("series " + series + " is stored twice; the first is kept");
            } else {
                tables.add(series, shapeNumbers[shapePlace], row, sum);
            }
        }
    }

    /** Puts in what differs; returns by how much the sum of hashes does, when the row is of this shape already. */
    private long change(int[] shape, PageColumn masks, PageColumn changes) {
        long difference = 0;
        for (int first = 0; first < shape.length; first += 8) {
            for (int mask = masks.next(); mask != 0; mask &= mask - 1) {
                int at = first + Integer.numberOfTrailingZeros(mask);
                int name = shape[at];
                int place = changes.nextNumber();
                int value = values[place == 0 ? valuesSeen++ : place - 1];
                int label = tables.labels.intern(names[name], value, tables.names, tables.values);
                difference += tables.labels.hash(label) - (current[name] < 0 ? 0 : tables.labels.hash(current[name]));
                current[name] = label;
                row[at] = label;
            }
        }
        return difference;
    }

    private void readNames(int count, PageColumn lengths, PageColumn texts) {
        if (count > names.length) {
            names = new int[count];
            current = new int[count];
        }
        Arrays.fill(current, SeriesTables.NOT_FOUND);
        for (int i = 0; i < count; i++) {
            names[i] = tables.names.intern(texts.nextText(lengths.nextNumber()));
        }
    }

    private void readValues(int count, PageColumn numbers, PageColumn lengths, PageColumn texts) {
        if (count > values.length) {
            values = new int[Math.max(count, values.length * 2)];
        }
        int number = 0;
        for (int i = 0; i < count; i++) {
            number += numbers.nextSigned() + 1;
            String text = texts.nextText(lengths.nextNumber());
            values[i] = tables.values.find(text);
            if (values[i] < 0 && !tables.values.has(number)) {
                tables.values.put(number, text);
                values[i] = number;
            } else if (values[i] != number) {
                problems.accept("text " + text + " is stored with two numbers, or number " + number
                        + " with two texts; the first is kept");
                values[i] = tables.values.intern(text);
            }
        }
    }

    private int[][] readShapes(int count, PageColumn column) {
        int[][] shapes = new int[count][];
        shapeNumbers = new int[count];
        for (int i = 0; i < count; i++) {
            int[] shape = new int[column.nextNumber()];
            for (int at = 0; at < shape.length; at++) {
                shape[at] = column.nextNumber();
            }
            if (shape.length > row.length) {
                row = new int[shape.length * 2];
            }
            shapes[i] = shape;
            for (int at = 0; at < shape.length; at++) {
                row[at] = names[shape[at]];
            }
            shapeNumbers[i] = tables.sets.shapes.intern(row, shape.length);
        }
        return shapes;
    }
}
