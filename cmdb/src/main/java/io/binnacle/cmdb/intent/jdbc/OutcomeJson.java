package io.binnacle.cmdb.intent.jdbc;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binnacle.cmdb.intent.IntentDifference;
import io.binnacle.cmdb.intent.ObjectCount;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Corrupt;

/** What an import did, as it is kept. */
final class OutcomeJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The part of an import that is kept as JSON. */
    record Outcome(IntentDifference difference, List<ObjectCount> account) {}

    private OutcomeJson() {
    }

    static String write(Outcome outcome) {
        try {
            return MAPPER.writeValueAsString(outcome);
        } catch (JsonProcessingException e) {
            throw new BugException("no JSON of " + outcome, e);
        }
    }

    static Outcome read(String json) {
        try {
            return MAPPER.readValue(json, Outcome.class);
        } catch (JsonProcessingException e) {
            throw new Corrupt("the outcome of an import of intent does not read: " + e.getOriginalMessage(), e);
        }
    }
}
