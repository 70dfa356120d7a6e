package io.binnacle.telemetry.intake.exposition;

import io.binnacle.kernel.error.InvalidInput;

/** What is wrong with an exposed text, and where. */
public final class ExpositionError extends InvalidInput {

    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    /**
     * @param line from 1
     * @param column from 1, in UTF-16 units
     */
    public ExpositionError(int line, int column, String reason, String got) {
        super("line " + line + ", column " + column + ": " + reason, new Violation("line " + line, reason, got));
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
