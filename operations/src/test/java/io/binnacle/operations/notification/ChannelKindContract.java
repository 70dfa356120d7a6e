package io.binnacle.operations.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.binnacle.kernel.error.InvalidInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every {@link ChannelKind} promises. A kind's test brings a real receiver and says how it behaves. */
public abstract class ChannelKindContract {

    protected static final Duration ATTEMPT_MAX = Duration.ofMillis(700);

    protected ChannelKind kind;

    /** A kind whose attempts take at most {@link #ATTEMPT_MAX}. */
    protected abstract ChannelKind open();

    /** The target of a receiver that takes everything. */
    protected abstract String target();

    /** A target behind which nobody listens. */
    protected abstract String deadTarget();

    protected abstract String invalidTarget();

    /** From now on the receiver refuses one message. */
    protected abstract void failOnce();

    /** From now on the receiver takes connections and says nothing. */
    protected abstract void hang();

    /** From now on the receiver answers one message with a megabyte. */
    protected abstract void babbleOnce();

    /** How many messages the receiver got. */
    protected abstract int arrived();

    @BeforeEach
    void openKind() {
        kind = open();
    }

    @AfterEach
    void closeKind() {
        kind.close();
    }

    protected Notification message(String target) {
        return new Notification(UUID.randomUUID(), "ops", target, "incident.opened", "INC-1", "{\"type\":\"x\"}",
                List.of(kind.newSecret()), Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void aMessageThatTheReceiverTakesIsDelivered() {
        assertThat(kind.deliver(message(target()))).isInstanceOf(Outcome.Delivered.class);
        assertThat(arrived()).isEqualTo(1);
    }

    @Test
    void aMessageThatTheReceiverRefusesHasFailedAndTheNextMayPass() {
        failOnce();
        assertThat(kind.deliver(message(target()))).isInstanceOf(Outcome.Failed.class);
        assertThat(kind.deliver(message(target()))).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void aReceiverThatIsNotThereIsAnOutcomeWithAReason() {
        assertThat(kind.deliver(message(deadTarget()))).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.error()).isNotBlank());
    }

    @Test
    void anAttemptEndsInTimeWhenTheReceiverHangs() {
        hang();
        long started = System.nanoTime();
        assertThat(kind.deliver(message(target()))).isInstanceOf(Outcome.Failed.class);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(ATTEMPT_MAX.plusSeconds(3));
    }

    @Test
    void aLongAnswerIsReadInPart() {
        babbleOnce();
        assertThat(kind.deliver(message(target())).response()).hasSizeLessThan(5000);
    }

    @Test
    void anInvalidTargetIsRefusedBeforeItIsCalled() {
        assertThatThrownBy(() -> kind.check(invalidTarget())).isInstanceOfSatisfying(InvalidInput.class,
                refused -> assertThat(refused.violations().getFirst().field()).isEqualTo("url"));
    }

    @Test
    void secretsAreRandom() {
        assertThat(kind.newSecret()).isNotEqualTo(kind.newSecret());
    }

    @Test
    void manyThreadsMayDeliverAtOnce() throws Exception {
        int count = 40;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                outcomes.add(threads.submit(() -> kind.deliver(message(target()))));
            }
            for (Future<Outcome> outcome : outcomes) {
                assertThat(outcome.get()).isInstanceOf(Outcome.Delivered.class);
            }
        }
        assertThat(arrived()).isEqualTo(count);
    }
}
