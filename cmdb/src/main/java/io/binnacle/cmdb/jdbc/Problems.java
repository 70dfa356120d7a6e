package io.binnacle.cmdb.jdbc;

import java.util.ArrayList;
import java.util.List;

/** Collects problems up to a bound; the last line then says how many more there were. */
final class Problems {

    /** More lines say nothing new, and a run's record must stay readable. */
    private static final int LINES_MAX = 200;

    private final List<String> lines = new ArrayList<>();
    private int more;

    void add(String problem) {
        if (lines.size() < LINES_MAX) {
            lines.add(problem);
        } else {
            more++;
        }
    }

    List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        if (more > 0) {
            all.add("and " + more + " more");
        }
        return all;
    }
}
