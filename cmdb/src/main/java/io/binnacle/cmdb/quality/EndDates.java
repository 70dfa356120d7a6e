package io.binnacle.cmdb.quality;

import java.util.regex.Pattern;

import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.AttributeType;

/** Tells which attributes say when something ends: dates and times by the names that the shipped classes use. */
public final class EndDates {

    private static final Pattern NAMES = Pattern
            .compile("(ends|expires|terminates)_on|(valid|warranty)_until|end_of_(support|life)");

    private EndDates() {
    }

    public static boolean isEnd(Attribute attribute) {
        return (attribute.type() == AttributeType.DATE || attribute.type() == AttributeType.TIME)
                && NAMES.matcher(attribute.name()).matches();
    }
}
