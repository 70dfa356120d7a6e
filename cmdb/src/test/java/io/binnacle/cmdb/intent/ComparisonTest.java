package io.binnacle.cmdb.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.SourceRecord.State;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.CiModelReader;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final CiModel MODEL = CiModelReader.shipped();
    private static final Instant AT = Instant.parse("2026-05-01T10:00:00Z");
    private static final UUID ID = new UUID(0, 1);
    private static final UUID ONE = new UUID(0, 2);
    private static final UUID OTHER = new UUID(0, 3);

    private static SourceRecord record(String source, State state, String name, Map<String, Object> attributes) {
        return new SourceRecord(new UUID(1, source.hashCode()), ID, source, "s", "server", source, name, attributes,
                List.of(), Map.of(), 1, state, AT, AT, 1);
    }

    private static List<String> compare(Subject subject) {
        return Comparison.of(subject, MODEL, AT).stream()
                .map(each -> each.kind().text() + "|" + each.field() + "|" + each.intended() + "|" + each.observed())
                .toList();
    }

    private static Subject subject(List<SourceRecord> records, Subject.Link... links) {
        return new Subject(ID, "alpha", records, List.of(links), true, true, false);
    }

    @Test
    void valuesAreTheSameWhenTheyMeanTheSame() {
        SourceRecord wanted = record("netbox", State.INTENDED, "alpha.example.org", Map.of("cpu_count", 8L,
                "addresses", List.of("10.0.0.1", "FE80::1"), "model", "R740 ", "owner", "web", "rack_position", 4.0));
        assertThat(compare(subject(List.of(wanted, record("host", State.PRESENT, "Alpha", Map.of("cpu_count", 8L,
                "addresses", List.of("fe80::1", "10.0.0.1"), "model", "r740")))))).isEmpty();
        assertThat(compare(subject(List.of(wanted, record("host", State.PRESENT, "alphabet", Map.of("cpu_count", 4L,
                "addresses", List.of("10.0.0.1"), "model", "R750")),
                record("person", State.PRESENT, "", Map.of("owner", "db")))))).containsExactly(
                        "differs|name|alpha.example.org|alphabet", "differs|model|R740 |R750",
                        "differs|cpu_count|8|4", "differs|addresses|10.0.0.1, FE80::1|10.0.0.1");
    }

    @Test
    void whatIsNotToBeThereYetIsNotMissedButIsDriftWhenItIsSeen() {
        SourceRecord planned = record("netbox", State.INTENDED, "alpha", Map.of("stage", "planned"));
        assertThat(compare(subject(List.of(planned)))).isEmpty();
        assertThat(compare(subject(List.of(planned, record("host", State.MISSING, "alpha", Map.of()))))).isEmpty();
        assertThat(compare(subject(List.of(planned, record("host", State.PRESENT, "alpha", Map.of())))))
                .containsExactly("differs|stage|planned|seen");
        SourceRecord active = record("netbox", State.INTENDED, "alpha", Map.of("stage", "in_service"));
        assertThat(compare(subject(List.of(active)))).containsExactly("missing||alpha|null");
        assertThat(compare(new Subject(ID, "alpha", List.of(active), List.of(), false, false, false))).isEmpty();
        assertThat(compare(new Subject(ID, "alpha", List.of(active), List.of(), true, false, true))).isEmpty();
    }

    @Test
    void onlyWhatIsClaimedIsUnintended() {
        SourceRecord seen = record("host", State.PRESENT, "alpha", Map.of());
        assertThat(compare(subject(List.of(seen)))).containsExactly("unintended||null|alpha");
        assertThat(compare(new Subject(ID, "alpha", List.of(seen), List.of(), true, false, false))).isEmpty();
        assertThat(compare(subject(List.of(record("host", State.RETIRED, "alpha", Map.of()))))).isEmpty();
    }

    @Test
    void relationsAreComparedWhereBothSidesSpeakOfTheirType() {
        List<SourceRecord> both = List.of(record("netbox", State.INTENDED, "alpha", Map.of()),
                record("host", State.PRESENT, "alpha", Map.of()));
        Subject.Link wanted = new Subject.Link("runs_on", ONE, "c1", Set.of("dc"), Set.of());
        Subject.Link seen = new Subject.Link("runs_on", OTHER, "c2", Set.of(), Set.of("vmware"));
        assertThat(compare(subject(both, wanted))).isEmpty();
        assertThat(compare(subject(both, seen))).isEmpty();
        assertThat(compare(subject(both, wanted, seen))).containsExactly("relation_missing|runs_on " + ONE
                + "|c1|null", "relation_extra|runs_on " + OTHER + "|null|c2");
        assertThat(compare(subject(both, new Subject.Link("runs_on", ONE, "c1", Set.of("dc"), Set.of("vmware")))))
                .isEmpty();
    }
}
