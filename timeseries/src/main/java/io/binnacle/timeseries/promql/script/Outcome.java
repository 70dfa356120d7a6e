package io.binnacle.timeseries.promql.script;

import org.jspecify.annotations.Nullable;

/**
 * How an evaluation of a script went; or what else of it could not be done.
 *
 * @param line where it stands in the script, from 1
 * @param query what is evaluated; the text of what breaks the format, or "load"
 * @param fault what came instead of what was expected; null when it passed
 */
public record Outcome(int line, String query, @Nullable String fault) {

    public boolean passed() {
        return fault == null;
    }

    @Override
    public String toString() {
        return "line " + line + ": " + query + ": " + (fault == null ? "passed" : fault);
    }
}
