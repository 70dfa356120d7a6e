package io.binnacle.timeseries.promql.script;

import io.binnacle.kernel.error.InvalidInput;

/** A script that breaks the format, or loads what no store takes. */
public final class ScriptFault extends InvalidInput {

    ScriptFault(int line, String expected, String actual) {
        super("line " + line + ": expected " + expected + ", got " + actual,
                new Violation("line " + line, expected, actual));
    }
}
