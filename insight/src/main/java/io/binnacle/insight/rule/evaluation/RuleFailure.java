package io.binnacle.insight.rule.evaluation;

/** An evaluation that failed for a reason of the rule's own, in Prometheus' words. */
final class RuleFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    RuleFailure(String message) {
        super(message, null, false, false);
    }
}
