package io.binnacle.cmdb.intent;

import java.util.List;
import java.util.Locale;

import io.binnacle.kernel.error.InvalidInput;
import org.jspecify.annotations.Nullable;

/** The formats that are known. Immutable. */
public final class IntentFormats {

    private final List<IntentFormat> formats;

    /** @param formats the first that takes a content for its own reads it */
    public IntentFormats(List<IntentFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    public List<String> names() {
        return formats.stream().map(IntentFormat::name).toList();
    }

    /**
     * @param name null when the content tells
     * @throws InvalidInput when there is no such format, or the content looks like none
     */
    public IntentFormat of(@Nullable String name, byte[] content) {
        String wanted = name == null ? null : name.toLowerCase(Locale.ROOT);
        return formats.stream().filter(each -> wanted == null ? each.takes(content) : each.name().equals(wanted))
                .findFirst().orElseThrow(() -> wanted == null
                        ? new InvalidInput("body", "a file of one of the formats " + String.join(", ", names()),
                                "something else")
                        : new InvalidInput("format", "one of " + String.join(", ", names()), wanted));
    }
}
