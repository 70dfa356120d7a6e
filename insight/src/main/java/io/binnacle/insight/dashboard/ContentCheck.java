package io.binnacle.insight.dashboard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.InvalidInput.Violation;

/** Tells everything that is wrong with a content at once. An expression is not among it: it is checked when it is asked. */
final class ContentCheck {

    private static final int TITLE_LENGTH_MAX = 200;
    private static final int TEXT_LENGTH_MAX = 20_000;
    private static final int TAGS_MAX = 20;
    private static final int VARIABLES_MAX = 30;
    private static final int OPTIONS_MAX = 500;
    private static final int PANELS_MAX = 200;
    private static final int QUERIES_MAX = 20;
    private static final int WIDTH_MAX = 12;
    private static final int HEIGHT_MAX = 40;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final List<Violation> violations = new ArrayList<>();

    private ContentCheck() {
    }

    /** Throws with every violation. */
    static void check(DashboardContent content) {
        ContentCheck check = new ContentCheck();
        check.all(content);
        if (!check.violations.isEmpty()) {
            throw new InvalidInput(check.violations);
        }
    }

    private void all(DashboardContent content) {
        if (content.title().isBlank() || content.title().length() > TITLE_LENGTH_MAX) {
            wrong("title", "1 to " + TITLE_LENGTH_MAX + " characters", content.title());
        }
        length("description", content.description(), TEXT_LENGTH_MAX);
        atMost("tags", content.tags().size(), TAGS_MAX);
        atMost("variables", content.variables().size(), VARIABLES_MAX);
        atMost("panels", content.panels().size(), PANELS_MAX);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < content.variables().size(); i++) {
            variable("variables[" + i + "]", content.variables().get(i), names);
        }
        for (int i = 0; i < content.panels().size(); i++) {
            panel("panels[" + i + "]", content.panels().get(i), names);
        }
    }

    private void variable(String place, DashboardVariable variable, Set<String> names) {
        if (!NAME.matcher(variable.name()).matches()) {
            wrong(place + ".name", "letters, digits and _, no digit first", variable.name());
        } else if (!names.add(variable.name())) {
            wrong(place + ".name", "a name that no other variable has", variable.name());
        }
        length(place + ".query", variable.query(), TEXT_LENGTH_MAX);
        atMost(place + ".options", variable.options().size(), OPTIONS_MAX);
        if (variable.kind() == VariableKind.QUERY && variable.query().isBlank()) {
            wrong(place + ".query", "a query", "nothing");
        }
        boolean listed = variable.kind() == VariableKind.CUSTOM || variable.kind() == VariableKind.INTERVAL;
        if (listed && variable.options().isEmpty()) {
            wrong(place + ".options", "at least one", "none");
        }
    }

    private void panel(String place, DashboardPanel panel, Set<String> names) {
        length(place + ".title", panel.title(), TITLE_LENGTH_MAX);
        length(place + ".text", panel.text(), TEXT_LENGTH_MAX);
        between(place + ".width", panel.width(), WIDTH_MAX);
        between(place + ".height", panel.height(), HEIGHT_MAX);
        atMost(place + ".queries", panel.queries().size(), QUERIES_MAX);
        if (!panel.repeat().isEmpty() && !names.contains(panel.repeat())) {
            wrong(place + ".repeat", "the name of a variable of this dashboard", panel.repeat());
        }
        for (int i = 0; i < panel.queries().size(); i++) {
            length(place + ".queries[" + i + "].expr", panel.queries().get(i).expr(), TEXT_LENGTH_MAX);
        }
        for (int i = 1; i < panel.thresholds().size(); i++) {
            if (panel.thresholds().get(i).from() < panel.thresholds().get(i - 1).from()) {
                wrong(place + ".thresholds", "ascending values", panel.thresholds().get(i).from());
                return;
            }
        }
    }

    private void length(String field, String text, int max) {
        if (text.length() > max) {
            wrong(field, "at most " + max + " characters", text.length() + " characters");
        }
    }

    private void atMost(String field, int count, int max) {
        if (count > max) {
            wrong(field, "at most " + max, count);
        }
    }

    private void between(String field, int value, int max) {
        if (value < 1 || value > max) {
            wrong(field, "a whole number from 1 to " + max, value);
        }
    }

    private void wrong(String field, String expected, Object got) {
        violations.add(new Violation(field, expected, String.valueOf(got)));
    }
}
