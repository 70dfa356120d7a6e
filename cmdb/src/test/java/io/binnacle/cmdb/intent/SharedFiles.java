package io.binnacle.cmdb.intent;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Data that is shared by many projects and is no part of this one ({@code -Dbinnacle.shared=} or {@code BINNACLE_SHARED}). */
public final class SharedFiles {

    private SharedFiles() {
    }

    /** Unpacks an archive into a folder; the test is skipped where there is none. */
    public static void unpack(String name, Path into) throws IOException, InterruptedException {
        Path archive = shared().resolve(name + ".tar.xz");
        assumeTrue(Files.isRegularFile(archive), () -> "no data at " + archive);
        Process tar = new ProcessBuilder("tar", "-xJf", archive.toString(), "-C", into.toString())
                .inheritIO().start();
        if (tar.waitFor() != 0) {
            throw new IOException("tar cannot read " + archive);
        }
    }

    private static Path shared() {
        String named = System.getProperty("binnacle.shared", System.getenv("BINNACLE_SHARED"));
        if (named != null) {
            return Path.of(named);
        }
        return Path.of(System.getProperty("binnacle.root", "..")).resolve("../shared/data");
    }
}
