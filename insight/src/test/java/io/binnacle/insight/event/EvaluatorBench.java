package io.binnacle.insight.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.insight.event.jdbc.JdbcAlerts;
import io.binnacle.insight.rule.Rule;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Labels;
import io.binnacle.storage.Database;
import io.binnacle.testkit.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;

/** An evaluator over a real database, whose expressions answer what the test says. */
final class EvaluatorBench {

    final Database database;
    final MutableClock clock = new MutableClock();
    final TestCmdb cmdb = new TestCmdb();
    final JdbcAlerts alerts;
    /** By expression, then by label set; an expression that is absent fails. */
    final Map<String, Map<Labels, Double>> values = new HashMap<>();
    final List<AlertTransition> told = new ArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    int failNext;
    AlertEvaluator evaluator;

    EvaluatorBench(Database database, Rule... rules) {
        this.database = database;
        this.alerts = new JdbcAlerts(database.jdbi(), clock);
        this.evaluator = evaluator(rules);
    }

    private AlertEvaluator evaluator(Rule... rules) {
        AlertEvaluator made = new AlertEvaluator(List.of(rules), (expression, at) -> {
            Map<Labels, Double> answer = values.get(expression);
            if (answer == null) {
                throw new InvalidInput("query", "an expression that works", expression);
            }
            return Map.copyOf(answer);
        }, alerts, cmdb, clock, EvaluatorSettings.defaults(), meters);
        made.addListener(transition -> {
            if (failNext > 0) {
                failNext--;
                throw new IllegalStateException("the listener fails");
            }
            told.add(transition);
        });
        return made;
    }

    /** The program ends, and starts again with these rules. */
    void restart(Rule... rules) {
        evaluator.close();
        evaluator = evaluator(rules);
    }

    /** Sets the value of a thing; null takes it out of the answer. Then one round, ten seconds after the last. */
    void round(String expression, String thing, @Nullable Double value) {
        set(expression, thing, value);
        round();
    }

    void set(String expression, String thing, @Nullable Double value) {
        Map<Labels, Double> answer = values.computeIfAbsent(expression, key -> new HashMap<>());
        Labels labels = Labels.of("thing", thing);
        if (value == null) {
            answer.remove(labels);
        } else {
            answer.put(labels, value);
        }
    }

    void round() {
        evaluator.evaluate();
        clock.advance(Duration.ofSeconds(10));
    }

    /** State words of everything that listeners were told. */
    List<String> toldStates() {
        return told.stream().map(transition -> transition.after().state().text()).toList();
    }
}
