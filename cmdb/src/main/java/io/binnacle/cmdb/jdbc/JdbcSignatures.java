package io.binnacle.cmdb.jdbc;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.binnacle.cmdb.discovery.host.OwnSignatures;
import io.binnacle.cmdb.discovery.host.SignatureDifference;
import io.binnacle.cmdb.discovery.host.SignatureSet;
import io.binnacle.cmdb.discovery.host.SignatureVersion;
import io.binnacle.cmdb.discovery.host.Signatures;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.activity.RecordRef;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The signatures with their versions in PostgreSQL. Before {@link #load} those that come with the program serve alone. */
public final class JdbcSignatures implements Signatures {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcSignatures.class);
    private static final String NONE = "signatures: []\n";
    private static final int NOTE_MAX = 500;

    private final Jdbi jdbi;
    private final Supplier<CiModel> model;
    private final ActivityStream activities;
    private final Runnable changed;
    private final InstantSource clock;
    private volatile State state;

    /** What is in force, as a whole. */
    private record State(int version, String yaml, SignatureSet set, List<String> problems) {}

    /** @param changed told of each set that comes into force, after the commit */
    public JdbcSignatures(Jdbi jdbi, Supplier<CiModel> model, ActivityStream activities, Runnable changed,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.model = model;
        this.activities = activities;
        this.changed = changed;
        this.clock = clock;
        this.state = new State(0, NONE, SignatureSet.shipped(model.get()), List.of());
    }

    /** Brings the newest version into force, once the database is there. */
    public void load() {
        int newest = jdbi.withHandle(SignatureTable::newest);
        if (newest == 0) {
            return;
        }
        String yaml = yaml(newest);
        SignatureSet shipped = SignatureSet.shipped(model.get());
        try {
            state = new State(newest, yaml, shipped.withKept(yaml), List.of());
        } catch (InvalidInput e) {
            LOG.error("the signatures kept here cannot be read any more, the program's serve alone version={}", newest,
                    e);
            state = new State(newest, yaml, shipped,
                    e.violations().stream().map(InvalidInput.Violation::toString).toList());
        }
    }

    @Override
    public SignatureSet current() {
        return state.set().under(model.get());
    }

    @Override
    public OwnSignatures own() {
        State now = state;
        return new OwnSignatures(now.version(), now.yaml(),
                Stream.concat(now.problems().stream(), now.set().under(model.get()).problems().stream()).toList());
    }

    @Override
    public OwnSignatures keep(Actor actor, int versionSeen, String yaml, @Nullable String note) {
        return keep(actor, versionSeen, yaml, note, "changed");
    }

    @Override
    public OwnSignatures restore(Actor actor, int versionSeen, int version, @Nullable String note) {
        return keep(actor, versionSeen, yaml(version), note, "restored");
    }

    private OwnSignatures keep(Actor actor, int versionSeen, String yaml, @Nullable String note, String verb) {
        String why = note == null || note.isBlank() ? null : note.strip();
        if (why != null && why.length() > NOTE_MAX) {
            throw new InvalidInput("note", "at most " + NOTE_MAX + " characters", why.length());
        }
        SignatureSet set = SignatureSet.shipped(model.get()).with(yaml);
        boolean news = jdbi.inTransaction(handle -> appended(handle, actor, versionSeen, yaml, set, why, verb));
        if (news) {
            takeEffect(new State(versionSeen + 1, yaml, set, List.of()));
            changed.run();
        }
        return own();
    }

    /** Whether there is a version more. */
    private boolean appended(Handle handle, Actor actor, int versionSeen, String yaml, SignatureSet set,
            @Nullable String note, String verb) {
        SignatureTable.lock(handle);
        int newest = SignatureTable.newest(handle);
        if (newest != versionSeen) {
            throw new Conflict("the signatures were changed meanwhile: they are at version " + newest
                    + ", and you saw " + versionSeen);
        }
        String before = text(handle, newest).orElse(NONE);
        if (before.equals(yaml)) {
            return false;
        }
        SignatureVersion version = new SignatureVersion(newest + 1, clock.instant().truncatedTo(ChronoUnit.MICROS),
                actor.name(), note, set.differencesFrom(readable(before)));
        SignatureTable.append(handle, version, yaml);
        activities.append(actor, new RecordRef("signatures", Integer.toString(version.version())), verb, note,
                changes(version.differences()));
        return true;
    }

    /** One that cannot be read any more is as good as empty. */
    private SignatureSet readable(String yaml) {
        SignatureSet shipped = SignatureSet.shipped(model.get());
        try {
            return shipped.withKept(yaml);
        } catch (InvalidInput e) {
            return shipped;
        }
    }

    /** Commits end in their order, but who comes from them may not. */
    private synchronized void takeEffect(State next) {
        if (next.version() > state.version()) {
            state = next;
        }
    }

    private static Map<String, FieldChange> changes(List<SignatureDifference> differences) {
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        for (SignatureDifference each : differences) {
            changes.put(each.signature(), switch (each.kind()) {
                case ADDED -> new FieldChange(null, "there");
                case CHANGED -> new FieldChange("there", "changed");
                case REMOVED -> new FieldChange("there", null);
            });
        }
        return changes;
    }

    @Override
    public List<SignatureVersion> versions() {
        return jdbi.withHandle(SignatureTable::versions);
    }

    @Override
    public String yaml(int version) {
        return jdbi.withHandle(handle -> text(handle, version))
                .orElseThrow(() -> new NotFound("version of the signatures", Integer.toString(version)));
    }

    private static Optional<String> text(Handle handle, int version) {
        return version == 0 ? Optional.of(NONE) : SignatureTable.yaml(handle, version);
    }
}
