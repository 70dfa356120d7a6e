package io.binnacle.operations.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import io.binnacle.kernel.health.Severity;
import io.binnacle.operations.AlertLife;
import io.binnacle.operations.OperationsRig;
import io.binnacle.operations.incident.OpenIncident;
import io.binnacle.operations.notification.Receiver.Answer;
import io.binnacle.operations.notification.Receiver.Received;
import io.binnacle.storage.list.ListQuery;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.binnacle.operations.OperationsRig.ANA;
import static org.assertj.core.api.Assertions.assertThat;

/** From an incident's change to a real receiver, through the outbox in a real database. */
class DeliveryTest {

    private final OperationsRig rig = new OperationsRig();
    private final Receiver receiver = new Receiver();
    private final CreatedChannel created = channel("ops", receiver.url());

    @AfterEach
    void close() {
        rig.close();
        receiver.close();
    }

    private CreatedChannel channel(String name, String url) {
        return rig.notifications.create(ANA, new ChannelDraft(name, "webhook", url, null, Severity.INFO, null));
    }

    private String open() {
        return rig.incidents.open(ANA, new OpenIncident("Shop is slow", Severity.MAJOR, null, null, null)).number();
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(20));
    }

    private List<Delivery> deliveries() {
        return rig.notifications.deliveries(new ListQuery(null, "sequence", null, 500)).items();
    }

    private Delivery delivery() {
        return deliveries().getFirst();
    }

    private void awaitState(DeliveryState state) {
        soon().untilAsserted(() -> assertThat(delivery().state()).isEqualTo(state));
    }

    /** Moves the clock to the next attempt and has it made. */
    private void toNextAttempt() {
        Delivery waiting = delivery();
        rig.clock.set(Objects.requireNonNull(waiting.nextAttemptAt()));
        rig.worker.wake();
        soon().until(() -> delivery().attempts() > waiting.attempts());
    }

    @Test
    void anIncidentsWholeLifeArrivesInOrderAndSigned() {
        rig.worker.start();
        String number = open();
        rig.incidents.acknowledge(ANA, number, null);
        rig.incidents.comment(ANA, number, "not told by default");
        rig.incidents.changeSeverity(ANA, number, Severity.CRITICAL, null);
        rig.incidents.mitigate(ANA, number, null, null);
        rig.incidents.resolve(ANA, number, "done", null);
        rig.incidents.reopen(ANA, number, null, null);
        soon().until(() -> receiver.received.size() == 6);
        assertThat(receiver.received)
                .extracting(request -> request.body().replaceAll(".*?\"type\":\"([^\"]*)\".*", "$1"))
                .containsExactly("incident.opened", "incident.acknowledged", "incident.escalated",
                        "incident.mitigated", "incident.resolved", "incident.reopened");
        assertThat(receiver.received).allMatch(request -> request.signedWith(created.secret()));
        assertThat(receiver.received.getFirst().body()).contains("\"version\":1", "\"number\":\"INC-1\"",
                "\"severity\":\"major\"", "\"name\":\"ana\"");
        soon().untilAsserted(() -> assertThat(rig.verbs(number)).filteredOn("notified"::equals).hasSize(6));
        assertThat(deliveries()).allMatch(delivery -> delivery.state() == DeliveryState.DELIVERED);
        assertThat(rig.meters.timer("binnacle.notification.attempts", "outcome", "delivered").count()).isEqualTo(6);
        assertThat(rig.deliveryNews).isNotEmpty();
    }

    @Test
    void whatIsCommittedIsSentAtOnce() {
        rig.worker.start();
        long started = System.nanoTime();
        open();
        soon().until(() -> !receiver.received.isEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aFailedAttemptIsRepeatedLaterWithTheSameId() {
        receiver.answer(new Answer(500, Map.of(), "boom"), Answer.of(500), Answer.of(302));
        rig.worker.start();
        open();
        awaitState(DeliveryState.FAILED);
        Delivery failed = delivery();
        assertThat(failed.lastStatus()).isEqualTo(500);
        assertThat(failed.lastError()).isEqualTo("answered 500");
        assertThat(failed.nextAttemptAt()).isBetween(rig.now().plusSeconds(4), rig.now().plusSeconds(6));
        toNextAttempt();
        assertThat(delivery().nextAttemptAt()).isBetween(rig.now().plusSeconds(8), rig.now().plusSeconds(12));
        toNextAttempt();
        toNextAttempt();
        assertThat(delivery().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(receiver.received).hasSize(4);
        assertThat(receiver.received.stream().map(Received::id).distinct()).hasSize(1);
        assertThat(receiver.received.stream().map(Received::body).distinct()).hasSize(1);
        assertThat(rig.notifications.attempts(delivery().id())).extracting(DeliveryAttempt::status)
                .containsExactly(500, 500, 302, 204);
        assertThat(rig.notifications.attempts(delivery().id()).getFirst().response()).isEqualTo("boom");
    }

    @Test
    void afterADayItIsGivenUpAndAPersonMayRetry() {
        receiver.hang(true);
        rig.worker.start();
        String number = open();
        awaitState(DeliveryState.FAILED);
        rig.clock.advance(Duration.ofHours(25));
        rig.worker.wake();
        awaitState(DeliveryState.DEAD);
        assertThat(delivery().nextAttemptAt()).isNull();
        assertThat(rig.verbs(number)).endsWith("notification-failed");
        receiver.hang(false);
        Delivery again = rig.notifications.retry(ANA, delivery().id());
        assertThat(again.state()).isEqualTo(DeliveryState.FAILED);
        awaitState(DeliveryState.DELIVERED);
    }

    @Test
    void theLastAttemptIsMadeWhenTheTimeIsUp() {
        for (int i = 0; i < 60; i++) {
            receiver.answer(Answer.of(500));
        }
        rig.worker.start();
        open();
        awaitState(DeliveryState.FAILED);
        Instant created = delivery().createdAt();
        while (delivery().state() == DeliveryState.FAILED) {
            toNextAttempt();
        }
        assertThat(delivery().state()).isEqualTo(DeliveryState.DEAD);
        assertThat(rig.now()).isEqualTo(created.plus(Duration.ofHours(24)));
        assertThat(delivery().attempts()).isBetween(28, 45);
    }

    @Test
    void aPauseThatTheReceiverAsksForHoldsForItsWholeChannel() {
        receiver.answer(new Answer(429, Map.of("Retry-After", "600"), ""));
        rig.worker.start();
        open();
        awaitState(DeliveryState.FAILED);
        assertThat(delivery().nextAttemptAt()).isEqualTo(rig.now().plus(Duration.ofMinutes(10)));
        open();
        rig.clock.advance(Duration.ofMinutes(9));
        rig.worker.wake();
        Awaitility.await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(5))
                .until(() -> receiver.received.size() == 1);
        rig.clock.advance(Duration.ofMinutes(1));
        rig.worker.wake();
        soon().until(() -> receiver.received.size() == 3);
    }

    @Test
    void aReceiverThatIsGoneSwitchesItsChannelOff() {
        receiver.answer(Answer.of(410));
        open();
        open();
        rig.worker.start();
        soon().until(() -> !rig.notifications.channel(created.channel().id()).enabled());
        soon().untilAsserted(() -> assertThat(deliveries()).filteredOn(d -> d.state() == DeliveryState.DEAD)
                .isNotEmpty());
        Channel off = rig.notifications.channel(created.channel().id());
        assertThat(off.disabledReason()).contains("410");
        assertThat(off.undelivered()).isZero();
        int before = deliveries().size();
        open();
        assertThat(deliveries()).hasSize(before);
    }

    @Test
    void theNextMessageOfAnIncidentWaitsForTheOneBefore() {
        receiver.answer(Answer.of(500));
        String first = open();
        rig.incidents.acknowledge(ANA, first, null);
        String second = open();
        rig.worker.start();
        soon().until(() -> deliveries().get(2).state() == DeliveryState.DELIVERED
                || deliveries().getFirst().state() == DeliveryState.DELIVERED);
        soon().until(() -> receiver.received.size() == 2 || receiver.received.size() == 3);
        rig.clock.advance(Duration.ofSeconds(10));
        rig.worker.wake();
        soon().until(() -> deliveries().stream().allMatch(d -> d.state() == DeliveryState.DELIVERED));
        assertInOrder(List.of(first, second));
    }

    private void assertInOrder(List<String> numbers) {
        Map<UUID, Integer> order = new HashMap<>();
        List<Delivery> written = deliveries();
        IntStream.range(0, written.size()).forEach(i -> order.put(written.get(i).id(), i));
        for (String number : numbers) {
            List<Integer> arrived = receiver.received.stream()
                    .filter(request -> request.body().contains("\"number\":\"" + number + "\"")).map(Received::id)
                    .map(id -> order.getOrDefault(UUID.fromString(id.substring("msg_".length())), -1)).toList();
            assertThat(arrived).as("the order of %s", number).isSorted();
        }
    }

    @Test
    void manyIncidentsKeepTheirOrderThroughFailures() {
        for (int i = 0; i < 15; i++) {
            receiver.answer(Answer.of(i % 3 == 0 ? 500 : 204));
        }
        rig.worker.start();
        List<String> numbers = IntStream.range(0, 8).mapToObj(i -> open()).toList();
        numbers.forEach(number -> {
            rig.incidents.acknowledge(ANA, number, null);
            rig.incidents.mitigate(ANA, number, null, null);
            rig.incidents.resolve(ANA, number, null, null);
        });
        soon().until(() -> {
            rig.clock.advance(Duration.ofSeconds(5));
            rig.worker.wake();
            return deliveries().stream().allMatch(d -> d.state() == DeliveryState.DELIVERED);
        });
        assertThat(deliveries()).hasSize(32);
        assertInOrder(numbers);
    }

    @Test
    void aReceiverThatHangsDelaysNoOther() {
        try (Receiver dead = new Receiver()) {
            dead.hang(true);
            channel("dead", dead.url());
            rig.worker.start();
            for (int i = 0; i < 30; i++) {
                open();
            }
            soon().until(() -> receiver.received.size() == 30);
            assertThat(dead.received.size()).isLessThan(30);
        }
    }

    @Test
    void whatWasCommittedBeforeACrashIsDeliveredByTheNextProcess() {
        String number = open();
        DeliveryWorker next = rig.anotherWorker();
        next.start();
        soon().until(() -> receiver.received.size() == 1);
        assertThat(receiver.received.getFirst().body()).contains(number);
        next.close();
    }

    @Test
    void whatAKilledWorkerHadInHandGoesOutAgainWithTheSameId() {
        open();
        List<ClaimedDelivery> claimed = rig.outbox.claim(rig.now(), rig.now().plusSeconds(25), List.of());
        assertThat(claimed).hasSize(1);
        rig.worker.start();
        Awaitility.await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(5))
                .until(receiver.received::isEmpty);
        rig.clock.advance(Duration.ofSeconds(25));
        rig.worker.wake();
        soon().until(() -> receiver.received.size() == 1);
        assertThat(receiver.received.getFirst().id()).isEqualTo("msg_" + claimed.getFirst().id());
    }

    @Test
    void twoWorkersOnOneDatabaseSendEachMessageOnce() {
        for (int i = 0; i < 40; i++) {
            open();
        }
        DeliveryWorker other = rig.anotherWorker();
        rig.worker.start();
        other.start();
        soon().until(() -> deliveries().stream().allMatch(d -> d.state() == DeliveryState.DELIVERED));
        assertThat(receiver.received).hasSize(40);
        other.close();
    }

    @Test
    void aChannelHearsOfNothingMilderUnlessItWasToldBefore() {
        rig.notifications.change(ANA, created.channel().id(),
                new ChannelDraft(null, null, null, null, Severity.MAJOR, null));
        AlertLife mild = new AlertLife(rig, "mild", rig.item("a"), Severity.WARNING).fire();
        mild.resolve();
        assertThat(deliveries()).isEmpty();
        AlertLife bad = new AlertLife(rig, "bad", rig.item("b"), Severity.WARNING).fire(Severity.CRITICAL);
        String number = rig.alerts.incidentOf(bad.id()).orElseThrow();
        rig.incidents.changeSeverity(ANA, number, Severity.INFO, null);
        bad.resolve();
        assertThat(deliveries()).extracting(Delivery::event).containsExactly("incident.opened", "incident.resolved");
    }

    @Test
    void whatIsRolledBackIsNotSent() {
        rig.worker.start();
        rig.database.jdbi().useTransaction(handle -> {
            open();
            handle.rollback();
        });
        assertThat(deliveries()).isEmpty();
        assertThat(rig.committed).isEmpty();
    }

    @Test
    void theLogForgetsWhatIsOldAndFinished() {
        rig.worker.start();
        open();
        awaitState(DeliveryState.DELIVERED);
        rig.clock.advance(Duration.ofDays(31));
        rig.worker.wake();
        soon().until(() -> deliveries().isEmpty());
    }
}
