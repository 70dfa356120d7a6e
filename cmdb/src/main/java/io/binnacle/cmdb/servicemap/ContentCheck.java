package io.binnacle.cmdb.servicemap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.InvalidInput.Violation;
import org.jspecify.annotations.Nullable;

/** Whether a service can be as its author describes it. For one use. */
public final class ContentCheck {

    public static final Set<String> CLASSES = Set.of("business_service", "technical_service");

    private static final Set<String> CRITICALITIES = Set.of("critical", "high", "medium", "low");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int NAME_MAX = 200;
    private static final int TEXT_MAX = 2_000;
    /** What a person can still look over; more belong into services of their own. */
    private static final int PARTS_MAX = 500;
    private static final double WEIGHT_MAX = 1_000;
    private static final double VALUE_MAX = 1e12;

    private final ServiceContent content;
    private final List<Violation> violations = new ArrayList<>();

    private ContentCheck(ServiceContent content) {
        this.content = content;
    }

    /** @throws InvalidInput with everything that is wrong, each with its field */
    public static void check(ServiceContent content) {
        ContentCheck check = new ContentCheck(content);
        check.words();
        check.numbers();
        Set<String> groups = check.groups();
        check.parts(groups);
        if (!check.violations.isEmpty()) {
            throw new InvalidInput(check.violations);
        }
    }

    private void refuse(String field, String expected, Object got) {
        violations.add(new Violation(field, expected, String.valueOf(got)));
    }

    private void words() {
        if (!CLASSES.contains(content.ciClass())) {
            refuse("ciClass", "business_service or technical_service", content.ciClass());
        }
        if (content.name().isBlank() || content.name().length() > NAME_MAX) {
            refuse("name", "1 to " + NAME_MAX + " characters", content.name());
        }
        text("description", content.description());
        text("outcome", content.outcome());
        text("owner", content.owner());
        text("supportGroup", content.supportGroup());
        String criticality = content.criticality();
        if (criticality != null && !CRITICALITIES.contains(criticality)) {
            refuse("criticality", "critical, high, medium or low", criticality);
        }
        String calendar = content.calendar();
        if (calendar != null) {
            try {
                new CalendarText(calendar).read();
            } catch (CalendarText.NotOne e) {
                refuse("calendar", CalendarText.FORM, e.got());
            }
        }
    }

    private void text(String field, @Nullable String text) {
        if (text != null && text.length() > TEXT_MAX) {
            refuse(field, "at most " + TEXT_MAX + " characters", text.length() + " characters");
        }
    }

    private void numbers() {
        Double value = content.valuePerHour();
        String currency = content.currency();
        if (value != null && !(value >= 0 && value < VALUE_MAX)) {
            refuse("valuePerHour", "a number from 0 to 10^12", value);
        }
        if (value != null && currency == null) {
            refuse("currency", "the currency of the value, such as EUR", "none");
        }
        if (currency != null && !CURRENCY.matcher(currency).matches()) {
            refuse("currency", "three capital letters, such as EUR", currency);
        }
        Double target = content.availabilityTarget();
        if (target != null && !(target >= 0 && target <= 100)) {
            refuse("availabilityTarget", "a percentage from 0 to 100", target);
        }
        quorum("quorum", content.quorumOrAll(), (int) content.parts().stream().filter(part -> part.group() == null)
                .count());
    }

    /** More than there are would always be down; without any part yet, a number is let be. */
    private void quorum(String field, Quorum quorum, int size) {
        Integer needed = quorum.needed();
        boolean counts = quorum.rule() == Quorum.Rule.K_OF_N;
        if (counts && (needed == null || needed < 1 || (size > 0 && needed > size))) {
            refuse(field + ".needed", "a number from 1 to " + Math.max(1, size) + ", the number of the parts",
                    String.valueOf(needed));
        } else if (!counts && needed != null) {
            refuse(field + ".needed", "a number only with the rule k_of_n", needed);
        }
    }

    private Set<String> groups() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < content.groups().size(); i++) {
            GroupContent group = content.groups().get(i);
            String field = "groups[" + i + "]";
            if (group.name().isBlank() || group.name().length() > NAME_MAX || !names.add(group.name())) {
                refuse(field + ".name", "a name of its own", group.name());
            }
            quorum(field + ".quorum", group.quorum(), (int) content.parts().stream()
                    .filter(part -> group.name().equals(part.group())).count());
        }
        return names;
    }

    private void parts(Set<String> groups) {
        if (content.parts().size() > PARTS_MAX) {
            refuse("parts", "at most " + PARTS_MAX + " parts; make services of some of them", content.parts().size());
        }
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < content.parts().size(); i++) {
            PartContent part = content.parts().get(i);
            String field = "parts[" + i + "]";
            double weight = part.weightOrStandard();
            if (!ids.add(part.id())) {
                refuse(field + ".id", "each part once", part.id());
            }
            if (!(weight > 0 && weight <= WEIGHT_MAX)) {
                refuse(field + ".weight", "more than 0, at most " + (int) WEIGHT_MAX, weight);
            }
            String group = part.group();
            if (group != null && !groups.contains(group)) {
                refuse(field + ".group", "one of the groups " + groups, group);
            }
        }
    }
}
