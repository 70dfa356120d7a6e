package io.binnacle.cmdb.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One way to tell which item an observation speaks of: two that have the same values of all these attributes are the same
 * thing. Values that identify nothing ({@code To be filled by O.E.M.}, the zero UUID) make the rule silent.
 *
 * @param by names of attributes of the class; the kind of an {@code Identifier} is such a name too. A list identifies by
 *            each of its elements.
 * @param sureness from 0 to 1: how much a match by this rule alone is worth
 * @param unique whether two items that share it are a contradiction; where they may (an address, a name) it is a hint
 *            among others and never fuses two items by itself
 * @param ignore names of the {@link WorthlessValues} that count as no value
 */
public record IdentificationRule(List<String> by, double sureness, boolean unique, List<String> ignore) {

    /** Between the parts of a composite identity: no text that is kept holds it. */
    public static final char SEPARATOR = '\u001f';

    public IdentificationRule {
        by = List.copyOf(by);
        ignore = List.copyOf(ignore);
    }

    /**
     * What the values identify by, in small letters; equal texts of one rule mean the same item. Empty when a part is
     * absent or worthless.
     *
     * @param model the model that the rule is of
     */
    public List<String> identities(Map<String, Object> values, CiModel model) {
        List<String> identities = List.of("");
        for (String part : by) {
            List<String> longer = new ArrayList<>();
            for (String each : texts(values.get(part))) {
                if (!each.isEmpty() && !model.isWorthless(each, ignore)) {
                    identities.forEach(start -> longer.add(start.isEmpty() ? each : start + SEPARATOR + each));
                }
            }
            identities = longer;
        }
        return identities;
    }

    private static List<String> texts(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> list -> list.stream().map(each -> normal(String.valueOf(each))).distinct().toList();
            default -> List.of(normal(value.toString()));
        };
    }

    private static String normal(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
