package io.binnacle.cmdb.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import io.binnacle.cmdb.model.PrecedenceRule;

/**
 * Why an attribute has its value: all that was said of it, what counts first.
 *
 * @param mode by which it was decided
 * @param candidates the first is the one that counts; never empty
 */
public record Resolution(String attribute, PrecedenceRule.Mode mode, List<Candidate> candidates) {

    /**
     * @param rank of its source in the rule, 0 for the most trusted
     * @param weight trust, sureness and freshness at that time
     */
    public record Candidate(Statement statement, int rank, double weight) {}

    public Resolution {
        candidates = List.copyOf(candidates);
    }

    /** @param statements at least one */
    public static Resolution of(String attribute, PrecedenceRule rule, Collection<Statement> statements,
            Instant now) {
        List<Candidate> candidates = new ArrayList<>(statements.size());
        for (Statement each : statements) {
            candidates.add(new Candidate(each, rule.rank(each.source()),
                    rule.weight(each.source(), each.sureness(), Duration.between(each.lastSeen(), now))));
        }
        if (candidates.size() > 1) {
            candidates.sort(order(rule.mode()));
        }
        return new Resolution(attribute, rule.mode(), candidates);
    }

    public Object value() {
        return candidates.getFirst().statement().value();
    }

    /** What decides when the mode's own measure is even: the newer, then names, so that no order of arrival does. */
    private static Comparator<Candidate> order(PrecedenceRule.Mode mode) {
        Comparator<Candidate> own = switch (mode) {
            case LOCKED -> Comparator.comparingInt(Candidate::rank);
            case FILL_IF_EMPTY -> Comparator.comparing(candidate -> candidate.statement().since());
            case OVERWRITE -> Comparator.comparingDouble(candidate -> -candidate.weight());
        };
        return own.thenComparing(candidate -> candidate.statement().lastSeen(), Comparator.reverseOrder())
                .thenComparingInt(Candidate::rank)
                .thenComparing(candidate -> candidate.statement().source())
                .thenComparing(candidate -> candidate.statement().scope())
                .thenComparing(candidate -> candidate.statement().value().toString());
    }

    /** Whether another value was said as well, and lost. */
    public boolean isContested() {
        return candidates.stream().anyMatch(each -> !each.statement().value().equals(value()));
    }
}
