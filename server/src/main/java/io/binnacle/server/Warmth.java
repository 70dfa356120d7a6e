package io.binnacle.server;

import io.binnacle.cmdb.model.CiModelReader;
import com.linecorp.armeria.server.Server;

/** Loads, in a thread of its own, what the start needs next, while the database is still starting. */
final class Warmth {

    private Warmth() {
    }

    static void begin() {
        Thread.ofPlatform().daemon().name("warmth").start(() -> {
            CiModelReader.shipped();
            // Netty's event loops and Armeria's builders are the largest part of what is left.
            Server.builder().http(0).service("/", (context, request) -> {
                throw new UnsupportedOperationException();
            }).build();
        });
    }
}
