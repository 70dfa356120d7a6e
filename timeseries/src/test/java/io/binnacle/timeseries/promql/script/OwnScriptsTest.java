package io.binnacle.timeseries.promql.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our scripts under {@code src/test/resources/promql}. */
class OwnScriptsTest {

    @ParameterizedTest
    @ValueSource(strings = {"selectors.test", "operators.test", "functions.test", "aggregations.test",
            "subqueries.test", "histograms.test", "experimental.test"})
    void everyEvaluationGivesWhatTheScriptSays(String name) throws IOException {
        try (InputStream script = OwnScriptsTest.class.getResourceAsStream("/promql/" + name)) {
            assertThat(script).as(name).isNotNull();
            assertThat(ScriptRunner.run(new String(script.readAllBytes(), StandardCharsets.UTF_8)))
                    .isNotEmpty()
                    .allSatisfy(outcome -> assertThat(outcome.fault()).as(outcome.toString()).isNull());
        }
    }
}
