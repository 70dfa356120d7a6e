package io.binnacle.cmdb.jdbc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.discovery.host.SignatureDifference;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.ClassDifference;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Corrupt;
import io.binnacle.storage.activity.FieldChange;
import org.jspecify.annotations.Nullable;

/** The jsonb columns. */
final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();
    private static final TypeReference<LinkedHashMap<String, Object>> VALUES = new TypeReference<>() {
    };
    private static final TypeReference<LinkedHashMap<String, FieldChange>> CHANGES = new TypeReference<>() {
    };

    private static final TypeReference<List<ClassDifference>> DIFFERENCES = new TypeReference<>() {
    };
    private static final TypeReference<List<SignatureDifference>> SIGNATURES = new TypeReference<>() {
    };
    private static final TypeReference<List<List<String>>> TEXTS = new TypeReference<>() {
    };

    private Json() {
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new BugException("no JSON of " + value, e);
        }
    }

    static Map<String, Object> readValues(String json) {
        return read(json, VALUES);
    }

    /** In the order of the class; jsonb keeps none. */
    static Map<String, Object> readAttributes(String json, @Nullable CiClass ciClass) {
        Map<String, Object> stored = readValues(json);
        if (ciClass == null || stored.size() < 2) {
            return stored;
        }
        Map<String, Object> ordered = new LinkedHashMap<>();
        ciClass.attributes().forEach(attribute -> {
            Object value = stored.remove(attribute.name());
            if (value != null) {
                ordered.put(attribute.name(), value);
            }
        });
        ordered.putAll(stored);
        return ordered;
    }

    static Map<String, FieldChange> readChanges(String json) {
        return read(json, CHANGES);
    }

    static List<SignatureDifference> readSignatureDifferences(String json) {
        return read(json, SIGNATURES);
    }

    static List<ClassDifference> readDifferences(String json) {
        return read(json, DIFFERENCES);
    }

    static String writeIdentifiers(List<Identifier> identifiers) {
        return write(identifiers.stream().map(each -> List.of(each.kind(), each.value())).toList());
    }

    static List<List<String>> readTexts(String json) {
        return read(json, TEXTS);
    }

    static List<Identifier> readIdentifiers(String json) {
        return read(json, TEXTS).stream().map(pair -> new Identifier(pair.getFirst(), pair.getLast())).toList();
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new Corrupt("a jsonb column of the CMDB does not read: " + e.getOriginalMessage(), e);
        }
    }
}
