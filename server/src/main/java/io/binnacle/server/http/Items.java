package io.binnacle.server.http;

import java.util.List;

/** A whole, short list as an answer; long ones are pages. An object, not an array, so that fields can be added. */
public record Items<T>(List<T> items) {

    public Items {
        items = List.copyOf(items);
    }
}
