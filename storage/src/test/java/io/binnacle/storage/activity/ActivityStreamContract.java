package io.binnacle.storage.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.Page;

import org.junit.jupiter.api.Test;

/** What every activity stream does. */
public abstract class ActivityStreamContract {

    protected static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final Actor ANNA = new Actor(Actor.Kind.USER, "anna", "192.0.2.7");
    private static final RecordRef INCIDENT = new RecordRef("incident", "INC-1");

    /** Empty, with a clock that stands at {@link #NOW}. */
    protected abstract ActivityStream stream();

    @Test
    void whatIsAppendedIsReadBackWhole() {
        Activity appended = stream().append(ANNA, INCIDENT, "changed", "looks worse",
                Map.of("severity", new FieldChange("warning", "critical"), "owner", new FieldChange(null, "anna")));
        assertThat(stream().of(INCIDENT, 10)).containsExactly(appended);
        assertThat(appended.at()).isEqualTo(NOW);
        assertThat(appended.changes()).containsEntry("owner", new FieldChange(null, "anna"));
    }

    @Test
    void aRecordsActivitiesComeNewestFirst() {
        for (int i = 1; i <= 5; i++) {
            stream().append(ANNA, INCIDENT, "commented", "note " + i, Map.of());
            stream().append(ANNA, new RecordRef("incident", "INC-2"), "commented", "elsewhere", Map.of());
        }
        assertThat(stream().of(INCIDENT, 3)).extracting(Activity::message)
                .containsExactly("note 5", "note 4", "note 3");
        assertThat(stream().of(new RecordRef("user", "INC-1"), 3)).isEmpty();
    }

    @Test
    void theListPagesFiltersAndSorts() {
        for (int i = 1; i <= 5; i++) {
            stream().append(i % 2 == 0 ? ANNA : Actor.system("rules"), INCIDENT, "commented", "note " + i, Map.of());
        }
        Page<Activity> first = stream().list(new ListQuery("actorKind:system", "id", null, 2));
        assertThat(first.items()).extracting(Activity::message).containsExactly("note 1", "note 3");
        assertThat(first.total()).isEqualTo(3);
        Page<Activity> second = stream()
                .list(new ListQuery("actorKind:system", "id", first.nextCursor(), 2));
        assertThat(second.items()).extracting(Activity::message).containsExactly("note 5");
        assertThat(second.nextCursor()).isNull();
        assertThat(stream().list(ListQuery.of("at>now-1h \"NOTE 4\"")).items()).hasSize(1);
        assertThat(stream().list(ListQuery.of("at<now-1h")).items()).isEmpty();
        assertThat(stream().list(ListQuery.ALL).items().getFirst().message()).isEqualTo("note 5");
    }

    @Test
    void anUnknownFieldIsTheCallersMistake() {
        assertThatThrownBy(() -> stream().list(ListQuery.of("actr:anna"))).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("actor:");
        assertThat(List.of(stream().schema().list())).containsExactly("activities");
    }
}
