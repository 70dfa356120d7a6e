package io.binnacle.telemetry.scrape.fetch;

import java.io.IOException;

/** An answer that came, but not with what was asked for. */
public final class UnexpectedStatus extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    UnexpectedStatus(int status) {
        this(status, "");
    }

    /** @param said what the answer's body says; may be empty */
    UnexpectedStatus(int status, String said) {
        super("server returned HTTP status " + StatusLine.of(status) + (said.isEmpty() ? "" : ": " + said));
        this.status = status;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }
}
