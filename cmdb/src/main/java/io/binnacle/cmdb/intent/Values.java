package io.binnacle.cmdb.intent;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Attributes in the making: what has no value is left out. For use by one thread. */
public final class Values {

    private final Map<String, Object> values = new LinkedHashMap<>();

    public Values put(String attribute, @Nullable Object value) {
        boolean empty = value == null || value.equals("") || (value instanceof Collection<?> all && all.isEmpty());
        if (!empty) {
            values.put(attribute, value);
        }
        return this;
    }

    public Map<String, Object> map() {
        return Map.copyOf(values);
    }
}
