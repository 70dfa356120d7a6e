package io.binnacle.server.live;

import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.linecorp.armeria.common.HttpResponse;
import io.binnacle.server.security.Permission;
import io.binnacle.server.security.Principal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a tab reads that comes back. */
class LiveResumeTest {

    private static final Pattern FIRST_ID = Pattern.compile("id: (\\S+)");
    private static final Principal ANA = new Principal(Principal.Kind.USER, new UUID(0, 1), "ana",
            Set.of(Permission.INCIDENT_READ));

    private final LiveUpdates updates = new LiveUpdates("run1", 10, new SimpleMeterRegistry());

    @Test
    void aNewTabIsToldWhereItStarts() {
        updates.publish("incident", "INC-1", Permission.INCIDENT_READ);

        assertThat(read(null)).contains("id: run1-1\nevent: hello").doesNotContain("INC-1");
    }

    @Test
    void aTabWhoseConnectionBreaksWhileItResumesStillMissesNothing() {
        updates.publish("incident", "INC-1", Permission.INCIDENT_READ);
        updates.publish("incident", "INC-2", Permission.INCIDENT_READ);

        String answer = read("run1-0");

        assertThat(answer).contains("hello", "INC-1", "INC-2");
        Matcher first = FIRST_ID.matcher(answer);
        assertThat(first.find()).isTrue();
        assertThat(first.group(1)).as("the first id that the tab takes over").isEqualTo("run1-1");
    }

    @Test
    void aTabOfAnotherRunIsToldToReadEverythingAnew() {
        updates.publish("incident", "INC-1", Permission.INCIDENT_READ);

        assertThat(read("run0-7")).contains("id: run1-1\nevent: reset").doesNotContain("INC-1");
    }

    @Test
    void aTabWithAnIdThatWasNeverGivenOutIsToldToReadEverythingAnew() {
        updates.publish("incident", "INC-1", Permission.INCIDENT_READ);

        assertThat(read("run1-99")).contains("id: run1-1\nevent: reset").doesNotContain("INC-1");
    }

    @Test
    void nobodyHearsOfWhatHeMayNotSee() {
        updates.publish("user", "zoe", Permission.USER_READ);

        assertThat(read("run1-0")).doesNotContain("zoe");
    }

    private String read(@Nullable String lastEventId) {
        HttpResponse stream = updates.open(ANA, lastEventId, () -> true);
        updates.close();
        return stream.aggregate().join().contentUtf8();
    }
}
