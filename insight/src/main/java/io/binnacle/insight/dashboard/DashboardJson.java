package io.binnacle.insight.dashboard;

import java.io.IOException;
import java.io.InputStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Corrupt;

/** A content as JSON, in the very form that the API has: one that was exported can be stored by hand, and shipped. */
public final class DashboardJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE).build();

    private DashboardJson() {
    }

    public static String write(DashboardContent content) {
        try {
            return MAPPER.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new BugException("a dashboard's content is always writable", e);
        }
    }

    /** @param what names the document in the error */
    public static DashboardContent read(String json, String what) {
        try {
            return MAPPER.readValue(json, DashboardContent.class);
        } catch (JsonProcessingException e) {
            throw new Corrupt("the content of " + what + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    static DashboardContent read(InputStream json, String what) throws IOException {
        try {
            return MAPPER.readValue(json, DashboardContent.class);
        } catch (JsonProcessingException e) {
            throw new BugException(what + " of the class path cannot be read", e);
        }
    }
}
