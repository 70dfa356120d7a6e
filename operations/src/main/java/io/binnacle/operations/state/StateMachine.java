package io.binnacle.operations.state;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.binnacle.kernel.error.BugException;

/**
 * States and steps between them as data; what else must hold before a step (its guard) is code of the record that has the
 * machine. Immutable.
 *
 * @param <S>
 *            the states
 * @param <A>
 *            the steps
 */
public final class StateMachine<S extends Enum<S>, A extends Enum<A>> {

    private final Map<S, Map<A, S>> steps;

    private StateMachine(Map<S, Map<A, S>> steps) {
        this.steps = steps;
    }

    public static <S extends Enum<S>, A extends Enum<A>> Builder<S, A> of(Class<S> states, Class<A> actions) {
        return new Builder<>(states, actions);
    }

    /** Where that step leads; empty when it is not possible in that state. */
    public Optional<S> next(S from, A action) {
        return Optional.ofNullable(steps.getOrDefault(from, Map.of()).get(action));
    }

    /** The steps that are possible in that state, in the order of their declaration. */
    public List<A> actions(S from) {
        return List.copyOf(steps.getOrDefault(from, Map.of()).keySet());
    }

    /** The states that can be reached from that one, itself among them. */
    public Set<S> reachable(S from) {
        Set<S> seen = EnumSet.of(from);
        List<S> open = new ArrayList<>(seen);
        while (!open.isEmpty()) {
            for (S next : steps.getOrDefault(open.removeLast(), Map.of()).values()) {
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return seen;
    }

    /** Collects the steps. */
    public static final class Builder<S extends Enum<S>, A extends Enum<A>> {

        private final Map<S, Map<A, S>> steps;
        private final Class<A> actions;

        private Builder(Class<S> states, Class<A> actions) {
            this.steps = new EnumMap<>(states);
            this.actions = actions;
        }

        public Builder<S, A> step(S from, A action, S to) {
            S known = steps.computeIfAbsent(from, state -> new EnumMap<>(actions)).putIfAbsent(action, to);
            if (known != null) {
                throw new BugException(action + " leads from " + from + " to " + known + " and to " + to);
            }
            return this;
        }

        public StateMachine<S, A> build() {
            return new StateMachine<>(steps);
        }
    }
}
