package io.binnacle.telemetry.scrape.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An answer's body that comes bit by bit, for as long as the server has something to say. One thread reads; it ends when the
 * server ends it, when it is closed, and after its time: a server that vanished without a word says nothing for ever.
 */
public final class OpenBody implements AutoCloseable {

    private final InputStream in;
    private final CountDownLatch closed = new CountDownLatch(1);

    OpenBody(InputStream in, Duration longest) {
        this.in = in;
        Thread.ofVirtual().name("fetch-end").start(() -> endAfter(longest));
    }

    private void endAfter(Duration longest) {
        try {
            if (!closed.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not compressed. */
    public InputStream in() {
        return in;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            in.close();
        } catch (IOException e) {
            // What ends is of no use to anybody, whether it ends well or not.
        }
    }
}
