package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.binnacle.kernel.error.Unavailable;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import org.junit.jupiter.api.Test;

/** What the store itself does, its contract test says; here is what is said while it is not open. */
class OpeningStoreTest {

    @Test
    void whoAsksWaitsUntilItIsOpen() throws Exception {
        CompletableFuture<TimeSeriesStore> opening = new CompletableFuture<>();
        OpeningStore store = new OpeningStore(opening::join);
        AtomicBoolean answered = new AtomicBoolean();
        Thread asking = Thread.ofVirtual().start(() -> {
            store.querier(0, 1).close();
            answered.set(true);
        });
        try (TimeSeriesStore behind = new InMemoryTimeSeriesStore(InMemorySettings.defaults(),
                java.time.InstantSource.system())) {
            assertThat(answered).isFalse();
            opening.complete(behind);
            asking.join();
            assertThat(answered).isTrue();
            assertThat(OpeningStore.behind(store).get()).isSameAs(behind);
            assertThat(OpeningStore.behind(behind).get()).isSameAs(behind);
        }
    }

    @Test
    void whatCouldNotBeOpenedSaysWhy() {
        OpeningStore store = new OpeningStore(() -> {
            throw new Unavailable("the disk is gone");
        });
        assertThatThrownBy(store::statistics).isInstanceOf(Unavailable.class).hasMessage("the disk is gone");
    }
}
