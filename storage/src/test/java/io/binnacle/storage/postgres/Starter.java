package io.binnacle.storage.postgres;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts a PostgreSQL, prints {@code postgres <pid>} or {@code refused <why>}, and stays until it is killed. */
public final class Starter {

    private Starter() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Path data = Path.of(arguments[0]);
        Path runtime = Path.of(arguments[1]);
        boolean watched = arguments.length > 2 && arguments[2].equals("watched");
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(data, runtime, Map.of(),
                    () -> watched ? watched(ChildRights.find()) : ChildRights.find());
            System.out.println("postgres " + postgres.pid().orElseThrow());
            Thread.currentThread().join();
        } catch (RuntimeException e) {
            System.out.println("refused " + e.getMessage());
        }
    }

    /** The same rights as on a system without a parent-death signal. */
    static ChildRights watched(ChildRights rights) {
        List<String> prefix = rights.prefix().stream()
                .filter(word -> !word.equals("--pdeathsig") && !word.equals("INT"))
                .toList();
        return new ChildRights(prefix.equals(List.of("setpriv")) ? List.of() : prefix, rights.user(), false);
    }
}
