package io.binnacle.timeseries.promql;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The order in which people put texts with numbers in them: {@code a2} before {@code a10}. */
final class NaturalOrder {

    static final Comparator<String> OF_TEXTS = NaturalOrder::compare;

    private NaturalOrder() {
    }

    private static int compare(String left, String right) {
        if (left.equals(right)) {
            return 0;
        }
        List<String> ours = chunks(left);
        List<String> theirs = chunks(right);
        for (int i = 0; i < ours.size() && i < theirs.size(); i++) {
            int order = compareChunks(ours.get(i), theirs.get(i));
            if (order != 0) {
                return order;
            }
        }
        int bySize = Integer.compare(ours.size(), theirs.size());
        return bySize != 0 ? bySize : left.compareTo(right);
    }

    private static int compareChunks(String left, String right) {
        boolean bothNumbers = isDigit(left.charAt(0)) && isDigit(right.charAt(0));
        return bothNumbers ? new BigInteger(left).compareTo(new BigInteger(right)) : left.compareTo(right);
    }

    /** Runs of digits and runs of anything else. */
    private static List<String> chunks(String text) {
        List<String> chunks = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= text.length(); i++) {
            if (i == text.length() || isDigit(text.charAt(i)) != isDigit(text.charAt(i - 1))) {
                chunks.add(text.substring(from, i));
                from = i;
            }
        }
        return chunks;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
