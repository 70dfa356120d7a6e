package io.binnacle.cmdb.impact;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The names of a block's nodes, as UTF-8 one after the other. Immutable. */
final class Names {

    private final byte[] text;
    private final int[] ends;

    Names(byte[] text, int[] ends) {
        this.text = text;
        this.ends = ends;
    }

    byte[] text() {
        return text;
    }

    int[] ends() {
        return ends;
    }

    static Names of(List<String> names) {
        StringBuilder all = new StringBuilder();
        int[] ends = new int[names.size()];
        int end = 0;
        for (int node = 0; node < ends.length; node++) {
            all.append(names.get(node));
            end += names.get(node).getBytes(StandardCharsets.UTF_8).length;
            ends[node] = end;
        }
        return new Names(all.toString().getBytes(StandardCharsets.UTF_8), ends);
    }

    String get(int node) {
        int start = node == 0 ? 0 : ends[node - 1];
        return new String(text, start, ends[node] - start, StandardCharsets.UTF_8);
    }

    long bytes() {
        return 48 + text.length + 4L * ends.length;
    }
}
