package io.binnacle.server.live;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import io.binnacle.server.security.Principal;

/** One open stream. Written to by any thread; never waits. */
final class LiveStream {

    /** Events that may wait for a reader; who is further behind reads everything anew sooner than one by one. */
    private static final int WAITING_MAX = 256;

    private final HttpResponseWriter writer;
    private final Principal principal;
    private final BooleanSupplier stillSignedIn;
    private final AtomicInteger waiting = new AtomicInteger();

    LiveStream(HttpResponseWriter writer, Principal principal, BooleanSupplier stillSignedIn) {
        this.writer = writer;
        this.principal = principal;
        this.stillSignedIn = stillSignedIn;
    }

    boolean mayHear(LiveEvent event) {
        return principal.may(event.needed());
    }

    boolean stillSignedIn() {
        return stillSignedIn.getAsBoolean();
    }

    /** False when the reader is gone or too slow; the stream is closed then. */
    @SuppressWarnings("FutureReturnValueIgnored")
    boolean send(byte[] bytes) {
        if (waiting.incrementAndGet() > WAITING_MAX) {
            writer.close();
            return false;
        }
        if (!writer.tryWrite(HttpData.wrap(bytes))) {
            return false;
        }
        writer.whenConsumed().thenRun(() -> waiting.set(0));
        return true;
    }

    void close() {
        writer.close();
    }
}
