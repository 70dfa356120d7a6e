package io.binnacle.operations.notification;

import java.util.Locale;

/** Where a message is on its way. */
public enum DeliveryState {
    /** Waits for its first attempt. */
    PENDING,
    /** At least one attempt failed; there will be another. */
    FAILED,
    /** The receiver said that it has it. */
    DELIVERED,
    /** Given up. A person can retry it. */
    DEAD;

    /** As it is written in data and URLs: {@code pending}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
