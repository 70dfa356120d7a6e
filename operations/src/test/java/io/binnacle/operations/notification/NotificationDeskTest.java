package io.binnacle.operations.notification;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.health.Severity;
import io.binnacle.operations.OperationsRig;
import io.binnacle.operations.incident.OpenIncident;
import io.binnacle.operations.notification.Receiver.Answer;
import io.binnacle.storage.activity.Activity;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.storage.list.ListQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.binnacle.operations.OperationsRig.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NotificationDeskTest {

    private final OperationsRig rig = new OperationsRig();
    private final NotificationDesk desk = rig.notifications;
    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        rig.close();
        receiver.close();
    }

    private ChannelDraft draft(String name) {
        return new ChannelDraft(name, "webhook", receiver.url(), null, null, null);
    }

    private static ChannelDraft enabled(boolean enabled) {
        return new ChannelDraft(null, null, null, enabled, null, null);
    }

    @Test
    void aNewChannelIsOnAndShowsItsSecretOnce() {
        CreatedChannel created = desk.create(ANA, draft(" ops "));
        assertThat(created.secret()).matches("whsec_[A-Za-z0-9+/]{43}=");
        Channel channel = desk.channel(created.channel().id());
        assertThat(channel).isEqualTo(created.channel());
        assertThat(channel.name()).isEqualTo("ops");
        assertThat(channel.enabled()).isTrue();
        assertThat(channel.secretSet()).isTrue();
        assertThat(channel.minSeverity()).isEqualTo(Severity.WARNING);
        assertThat(channel.events()).containsExactly("incident.opened", "incident.acknowledged", "incident.escalated",
                "incident.mitigated", "incident.resolved", "incident.reopened");
    }

    @Test
    void theSecretIsNowhereInPlain() {
        CreatedChannel created = desk.create(ANA, draft("ops"));
        String stored = rig.database.jdbi().withHandle(
                handle -> handle.createQuery("SELECT secret FROM notification_channel").mapTo(String.class).one());
        assertThat(stored).isNotBlank().doesNotContain(created.secret().substring("whsec_".length()));
        assertThat(rig.activities.list(ListQuery.ALL).items().toString()).doesNotContain(created.secret());
        assertThat(created.toString()).doesNotContain(created.secret());
    }

    @Test
    void everyChangeIsInTheAuditLog() {
        UUID id = desk.create(ANA, draft("ops")).channel().id();
        desk.change(ANA, id,
                new ChannelDraft("night", null, null, null, Severity.CRITICAL, List.of("incident.opened")));
        desk.changeSecret(ANA, id);
        desk.delete(ANA, id);
        List<Activity> log = rig.activities.of(new RecordRef("channel", id.toString()), 10);
        assertThat(log).extracting(Activity::verb).containsExactly("deleted", "secret-changed", "changed", "created");
        assertThat(log.get(2).changes().keySet()).containsExactlyInAnyOrder("name", "minSeverity", "events");
        assertThat(log.get(2).actor()).isEqualTo(ANA);
        assertThatThrownBy(() -> desk.channel(id)).isInstanceOf(NotFound.class);
    }

    @Test
    void wrongDraftsAreRefused() {
        desk.create(ANA, draft("ops"));
        assertThatThrownBy(() -> desk.create(ANA, draft("OPS"))).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> desk.create(ANA, draft(" "))).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> desk.create(ANA, new ChannelDraft("x", "pigeon", receiver.url(), null, null, null)))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("webhook");
        assertThatThrownBy(() -> desk.create(ANA, new ChannelDraft("x", "webhook", null, null, null, null)))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("url");
        assertThatThrownBy(() -> desk.create(ANA,
                new ChannelDraft("x", "webhook", receiver.url(), null, null, List.of("incident.eaten"))))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("incident.opened");
        assertThatThrownBy(() -> desk.create(ANA,
                new ChannelDraft("x", "webhook", "http://169.254.169.254/", null, null, null)))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void aTestIsOneAttemptThatIsLogged() {
        CreatedChannel created = desk.create(ANA, draft("ops"));
        desk.change(ANA, created.channel().id(), enabled(false));
        Delivery good = desk.test(ANA, created.channel().id());
        assertThat(good.state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(good.event()).isEqualTo("test");
        assertThat(receiver.received.getFirst().signedWith(created.secret())).isTrue();
        receiver.answer(Answer.of(500));
        Delivery bad = desk.test(ANA, created.channel().id());
        assertThat(bad.state()).isEqualTo(DeliveryState.DEAD);
        assertThat(bad.lastStatus()).isEqualTo(500);
        assertThat(desk.deliveries(ListQuery.of("event:test")).items()).hasSize(2);
    }

    @Test
    void theSecretBeforeSignsForADayBesideTheNewOne() {
        CreatedChannel created = desk.create(ANA, draft("ops"));
        UUID id = created.channel().id();
        CreatedChannel changed = desk.changeSecret(ANA, id);
        desk.test(ANA, id);
        assertThat(receiver.received.getLast().signedWith(created.secret())).isTrue();
        assertThat(receiver.received.getLast().signedWith(changed.secret())).isTrue();
        rig.clock.advance(Duration.ofDays(1));
        desk.test(ANA, id);
        assertThat(receiver.received.getLast().signedWith(created.secret())).isFalse();
        assertThat(receiver.received.getLast().signedWith(changed.secret())).isTrue();
    }

    @Test
    void switchingOffGivesUpWhatWaits() {
        UUID id = desk.create(ANA, draft("ops")).channel().id();
        rig.incidents.open(ANA, new OpenIncident("Shop is slow", Severity.MAJOR, null, null, null));
        assertThat(desk.channel(id).undelivered()).isEqualTo(1);
        Channel off = desk.change(ANA, id, enabled(false));
        assertThat(off.undelivered()).isZero();
        assertThat(off.disabledReason()).isEqualTo("switched off by ana");
        Delivery dead = desk.deliveries(ListQuery.ALL).items().getFirst();
        assertThat(dead.state()).isEqualTo(DeliveryState.DEAD);
        assertThatThrownBy(() -> desk.retry(ANA, dead.id())).isInstanceOf(Conflict.class);
        desk.change(ANA, id, enabled(true));
        assertThat(desk.retry(ANA, dead.id()).state()).isEqualTo(DeliveryState.PENDING);
    }

    @Test
    void whatWasDeliveredIsNotRetried() {
        UUID id = desk.create(ANA, draft("ops")).channel().id();
        Delivery delivered = desk.test(ANA, id);
        assertThatThrownBy(() -> desk.retry(ANA, delivered.id())).isInstanceOf(Conflict.class);
    }

    @Test
    void theNumberOfChannelsIsBounded() {
        for (int i = 0; i < NotificationSettings.CHANNELS_MAX; i++) {
            desk.create(ANA, draft("channel " + i));
        }
        assertThatThrownBy(() -> desk.create(ANA, draft("one more"))).isInstanceOf(Conflict.class);
    }

    @Test
    void listsFilterAndSort() {
        desk.create(ANA, draft("b"));
        desk.create(ANA, new ChannelDraft("a", "webhook", receiver.url(), false, null, null));
        assertThat(desk.channels(ListQuery.ALL).items()).extracting(Channel::name).containsExactly("a", "b");
        assertThat(desk.channels(ListQuery.of("enabled:true")).items()).extracting(Channel::name).containsExactly("b");
    }
}
