package io.binnacle.timeseries.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes series into the body of a page, docs/format/series.md. A page names every text that it needs, so that a damaged
 * one takes no other with it. Series are told by what changed: most differ from the one before in a label or two.
 *
 * <p>Belongs to one thread, which may write one page after the other.
 */
final class SeriesPageEncoder {

    private final SeriesTables tables;
    /** By number: the place in this page + 1; 0: not in it yet. */
    private final int[] namePlaces;
    private final int[] valuePlaces;
    private int[] pageValues = new int[256];
    private int valueCount;
    private int nameCount;
    private int lastValue;
    private final int[] shapePlaces;
    private int[] pageShapes = new int[32];
    private int shapeCount;
    /** By place of a name: the value that it had last in this page. */
    private int[] values = new int[32];

    private final PageBytes nameLengths = new PageBytes();
    private final PageBytes nameTexts = new PageBytes();
    private final PageBytes valueNumbers = new PageBytes();
    private final PageBytes valueLengths = new PageBytes();
    private final PageBytes valueTexts = new PageBytes();
    private final PageBytes shapeNames = new PageBytes();
    private final PageBytes seriesNumbers = new PageBytes();
    private final PageBytes seriesShapes = new PageBytes();
    private final PageBytes changeMasks = new PageBytes();
    private final PageBytes changedValues = new PageBytes();
    private final PageBytes[] columns = {nameLengths, nameTexts, valueNumbers, valueLengths, valueTexts, shapeNames,
            seriesNumbers, seriesShapes, changeMasks, changedValues};

    SeriesPageEncoder(SeriesTables tables) {
        this.tables = tables;
        this.shapePlaces = new int[tables.sets.shapes.size()];
        this.namePlaces = new int[tables.names.next()];
        this.valuePlaces = new int[tables.values.next()];
    }

    /**
     * @param series ascending, from {@code from} to {@code to}
     * @param into gets the body at its end
     */
    void encode(int[] series, int from, int to, PageBytes into) {
        int previous = from < to ? series[from] : 0;
        for (int i = from; i < to; i++) {
            seriesNumbers.putNumber(series[i] - previous);
            previous = series[i];
            int[] array = tables.sets.array(series[i]);
            int start = tables.sets.start(series[i]);
            int[] names = tables.sets.shapes.names(array[start]);
            seriesShapes.putNumber(shape(array[start], names));
            values(array, start, names);
        }
        into.putNumber(nameCount);
        into.putNumber(valueCount);
        into.putNumber(shapeCount);
        for (PageBytes column : columns) {
            into.putNumber(column.length());
        }
        for (PageBytes column : columns) {
            into.put(column);
            column.clear();
        }
        clear();
    }

    private int shape(int shape, int[] names) {
        if (shapePlaces[shape] == 0) {
            if (shapeCount == pageShapes.length) {
                pageShapes = Arrays.copyOf(pageShapes, shapeCount * 2);
            }
            pageShapes[shapeCount++] = shape;
            shapePlaces[shape] = shapeCount;
            shapeNames.putNumber(names.length);
            for (int name : names) {
                shapeNames.putNumber(place(name));
            }
        }
        return shapePlaces[shape] - 1;
    }

    private int place(int name) {
        if (namePlaces[name] == 0) {
            putText(tables.names.text(name), nameLengths, nameTexts);
            if (nameCount == values.length) {
                values = Arrays.copyOf(values, nameCount * 2);
            }
            values[nameCount] = -1;
            namePlaces[name] = ++nameCount;
        }
        return namePlaces[name] - 1;
    }

    private static void putText(String text, PageBytes lengths, PageBytes texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        lengths.putNumber(bytes.length);
        texts.put(bytes, bytes.length);
    }

    private void values(int[] array, int start, int[] names) {
        int mask = 0;
        for (int i = 0; i < names.length; i++) {
            int name = namePlaces[names[i]] - 1;
            int value = tables.labels.value(array[start + 1 + i]);
            if (values[name] != value) {
                values[name] = value;
                mask |= 1 << (i & 7);
                putValue(value);
            }
            if ((i & 7) == 7 || i == names.length - 1) {
                changeMasks.put(mask);
                mask = 0;
            }
        }
    }

    /** 0: the next value of the page; otherwise its place there + 1. */
    private void putValue(int value) {
        changedValues.putNumber(valuePlaces[value]);
        if (valuePlaces[value] == 0) {
            valueNumbers.putSigned(value - lastValue - 1);
            lastValue = value;
            putText(tables.values.text(value), valueLengths, valueTexts);
            if (valueCount == pageValues.length) {
                pageValues = Arrays.copyOf(pageValues, valueCount * 2);
            }
            pageValues[valueCount++] = value;
            valuePlaces[value] = valueCount;
        }
    }

    private void clear() {
        Arrays.fill(namePlaces, 0);
        for (int i = 0; i < valueCount; i++) {
            valuePlaces[pageValues[i]] = 0;
        }
        nameCount = 0;
        valueCount = 0;
        lastValue = 0;
        for (int i = 0; i < shapeCount; i++) {
            shapePlaces[pageShapes[i]] = 0;
        }
        shapeCount = 0;
    }
}
