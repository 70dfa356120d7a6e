package io.binnacle.cmdb.servicemap;

import java.util.List;
import java.util.UUID;

import io.binnacle.kernel.error.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ContentCheckTest {

    private static final UUID ONE = new UUID(1, 1);

    private static ServiceContent content(@Nullable String calendar, @Nullable String currency,
            @Nullable Quorum quorum, List<PartContent> parts, List<GroupContent> groups) {
        return new ServiceContent("business_service", "shop", null, null, null, null, null, calendar,
                10.0, currency, null, quorum, parts, groups);
    }

    private static List<String> wrongFields(ServiceContent content) {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> ContentCheck.check(content));
        return refused == null
                ? List.of()
                : refused.violations().stream().map(InvalidInput.Violation::field).toList();
    }

    @Test
    void whatCanBeIsNotRefused() {
        assertThat(wrongFields(content("mon-fri 08:00-18:00; UTC", "EUR", new Quorum(Quorum.Rule.K_OF_N, 1),
                List.of(new PartContent(ONE, 2.0, null), new PartContent(new UUID(1, 2), null, "nodes")),
                List.of(new GroupContent("nodes", new Quorum(Quorum.Rule.ANY, null)))))).isEmpty();
    }

    @Test
    void everythingWrongIsToldAtOnceEachWithItsField() {
        assertThat(wrongFields(content("office hours", "euro", new Quorum(Quorum.Rule.K_OF_N, 3),
                List.of(new PartContent(ONE, -1.0, null), new PartContent(ONE, null, "nodes")), List.of())))
                .containsExactly("calendar", "currency", "quorum.needed", "parts[0].weight", "parts[1].id",
                        "parts[1].group");
    }

    @Test
    void aValueNeedsItsCurrency() {
        assertThat(wrongFields(content(null, null, null, List.of(), List.of()))).containsExactly("currency");
    }

    @Test
    void aGroupHasANameOfItsOwnAndNeedsNoMoreThanThereAre() {
        assertThat(wrongFields(content(null, "EUR", null, List.of(new PartContent(ONE, null, "nodes")),
                List.of(new GroupContent("nodes", new Quorum(Quorum.Rule.K_OF_N, 2)),
                        new GroupContent("nodes", new Quorum(Quorum.Rule.ALL, 1))))))
                .containsExactly("groups[0].quorum.needed", "groups[1].name", "groups[1].quorum.needed");
    }
}
