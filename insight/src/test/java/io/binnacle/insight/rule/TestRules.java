package io.binnacle.insight.rule;

import java.util.List;
import java.util.Optional;

/** Makes rules for tests of what they may say. */
public final class TestRules {

    private TestRules() {
    }

    /** A rule called test over the expression test, with these further keys. */
    public static Rule rule(String keys) {
        return rule("test", keys);
    }

    public static Rule rule(String id, String keys) {
        return RuleFiles.parse("test.yaml", "rules:\n  - id: " + id + "\n    title: \"{{ thing }} is bad\"\n"
                + "    description: It is at {{ value }}.\n    expr: " + id + "\n" + keys.indent(4), fine()).getFirst();
    }

    static List<Rule> parse(String text) {
        return RuleFiles.parse("test.yaml", text, fine());
    }

    static RuleFiles.ExpressionCheck fine() {
        return expression -> Optional.empty();
    }
}
