package io.binnacle.cmdb.attachment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.binnacle.cmdb.attachment.Attachment;
import io.binnacle.cmdb.attachment.Attachments;
import io.binnacle.cmdb.discovery.FakeDiscovery;
import io.binnacle.cmdb.jdbc.JdbcCmdb;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.cmdb.reconcile.Reconciliation;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.Database;
import io.binnacle.storage.activity.Activity;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.storage.activity.jdbc.JdbcActivityStream;
import io.binnacle.testkit.MutableClock;
import io.binnacle.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcAttachmentsTest {

    private static final Actor ANNA = new Actor(Actor.Kind.USER, "anna", null);

    private final Database database = TestDatabase.create();
    private final MutableClock clock = new MutableClock();
    private final JdbcCmdb cmdb = new JdbcCmdb(database.jdbi(), CiModelReader.shipped(), clock,
            new SimpleMeterRegistry());
    private final ActivityStream activities = new JdbcActivityStream(database.jdbi(), clock);
    private final Reconciliation reconciliation = cmdb.reconciliation(activities);
    private final Attachments attachments = new JdbcAttachments(database.jdbi(), activities,
            new Attachments.Bounds(3, 100), clock);

    @AfterEach
    void close() {
        database.close();
    }

    private UUID server(String name) {
        FakeDiscovery source = new FakeDiscovery("host", name);
        source.item("server", "", name, Map.of());
        cmdb.apply(source.discover());
        clock.advance(Duration.ofMinutes(1));
        return cmdb.findByKey("server", name).orElseThrow().id();
    }

    private Attachment attach(UUID item, String name) {
        return attachments.add(ANNA, item, name, name.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> names(UUID item) {
        return attachments.of(item).stream().map(Attachment::name).toList();
    }

    @Test
    void aFileIsKeptAsItCame() {
        UUID item = server("a");
        Attachment added = attach(item, "Plan.PDF");
        assertThat(added.mediaType()).isEqualTo("application/pdf");
        assertThat(added.sha256()).isEqualTo("8a084e498a551c92c5330d4bf00a0ad8e0e530113e7d0bf0391250f561964184");
        assertThat(attachments.get(added.id())).isEqualTo(added);
        assertThat(attachments.content(added.id())).asString(StandardCharsets.UTF_8).isEqualTo("Plan.PDF");
        attachments.delete(ANNA, added.id());
        assertThat(attachments.of(item)).isEmpty();
        assertThatThrownBy(() -> attachments.get(added.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> attachments.delete(ANNA, added.id())).isInstanceOf(NotFound.class);
        assertThat(activities.of(new RecordRef("ci", item.toString()), 5)).extracting(Activity::verb)
                .containsExactly("detached", "attached");
    }

    @Test
    void anItemHasBounds() {
        UUID item = server("a");
        assertThatThrownBy(() -> attachments.add(ANNA, item, "x", new byte[101])).isInstanceOf(Conflict.class);
        for (String name : List.of("c", "a", "b")) {
            attach(item, name);
        }
        assertThat(names(item)).containsExactly("a", "b", "c");
        assertThatThrownBy(() -> attach(item, "d")).isInstanceOf(Conflict.class).hasMessageContaining("3");
        assertThatThrownBy(() -> attachments.add(ANNA, item, "", new byte[1])).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> attach(new UUID(1, 2), "d")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> attachments.of(new UUID(1, 2))).isInstanceOf(NotFound.class);
    }

    @Test
    void filesGoWithTheItemThroughMergeAndSplit() {
        UUID first = server("a");
        UUID second = server("b");
        attach(first, "of-a");
        attach(second, "of-b");
        UUID act = reconciliation.merge(ANNA, first, second, "one machine");
        assertThat(names(first)).containsExactly("of-a", "of-b");
        assertThat(names(second)).as("by the id that it had").containsExactly("of-a", "of-b");
        assertThat(attachments.of(second)).allMatch(each -> each.ciId().equals(first));
        Attachment later = attach(second, "since");
        assertThat(later.ciId()).isEqualTo(first);
        reconciliation.undo(ANNA, act);
        assertThat(names(first)).containsExactly("of-a", "since");
        assertThat(names(second)).containsExactly("of-b");
    }
}
