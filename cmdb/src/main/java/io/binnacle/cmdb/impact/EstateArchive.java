package io.binnacle.cmdb.impact;

import java.lang.ref.SoftReference;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;

import io.binnacle.kernel.error.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * The estate as it was before what the graph remembers, loaded when it is asked for. The last one is kept while there is
 * memory: who looks at one item of an instant soon looks at another. One is loaded at a time.
 */
final class EstateArchive {

    /** Less than a request may take. */
    private static final long PATIENCE_SECONDS = 20;

    private record Loaded(Instant at, EstateSnapshot estate) {}

    private final EstateFeed feed;
    private final IntFunction<EstateBuilder> builders;
    private final ReentrantLock loading = new ReentrantLock();
    private SoftReference<@Nullable Loaded> last = new SoftReference<>(null);

    EstateArchive(EstateFeed feed, IntFunction<EstateBuilder> builders) {
        this.feed = feed;
        this.builders = builders;
    }

    /** @throws Unavailable while others are being loaded */
    EstateView at(Instant at) {
        try {
            if (!loading.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new Unavailable("the estate of another instant is being loaded");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the server is stopping");
        }
        try {
            Loaded known = last.get();
            if (known == null || !known.at().equals(at)) {
                last.clear();
                known = new Loaded(at, feed.loadAsOf(builders, at).build(at.toEpochMilli()));
                last = new SoftReference<>(known);
            }
            return known.estate();
        } finally {
            loading.unlock();
        }
    }
}
