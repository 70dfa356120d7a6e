package io.binnacle.storage.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Conflict;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the archive on the classpath into a directory whose name holds version and check
 * sum, so that several versions, processes and data directories share one place.
 *
 * <p>Unpacking happens under a draft name; the rename makes it whole. Of two processes that unpack at once, the first to
 * rename wins and the other takes the winner's. The manifest, written last, lists each file's size: what a power loss
 * left behind is noticed and unpacked again.
 */
final class PostgresRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresRuntime.class);
    private static final String MANIFEST = "manifest";
    private static final String DRAFT = ".draft";
    /** Runtime, process id, something unique. */
    private static final Pattern DRAFT_NAME = Pattern.compile("postgresql-.+-(\\d{1,10})-\\p{XDigit}+\\.draft");

    private final Path directory;

    private PostgresRuntime(Path directory) {
        this.directory = directory;
    }

    Path program(String name) {
        return directory.resolve("bin").resolve(name);
    }

    /** Unpacks what is not there yet. */
    static PostgresRuntime in(Path parent) throws IOException {
        URL archive = archive();
        Path directory = parent.toAbsolutePath().resolve(directoryName(archive));
        if (!whole(directory)) {
            long start = System.nanoTime();
            unpack(archive, directory);
            LOG.info("postgres unpacked directory={} millis={}", directory, (System.nanoTime() - start) / 1_000_000);
        }
        return new PostgresRuntime(directory);
    }

    private static URL archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            case String other -> other;
        };
        String name = "/postgres-" + system + "-" + machine + ".txz";
        URL archive = PostgresRuntime.class.getResource(name);
        if (archive == null) {
            throw new Conflict("this build brings no PostgreSQL for " + system + " on " + machine
                    + ". Build on this machine, or name a PostgreSQL by URL");
        }
        return archive;
    }

    private static String directoryName(URL archive) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = PostgresRuntime.class.getResourceAsStream("postgres.properties")) {
            if (in == null) {
                throw new BugException("postgres.properties is not on the classpath");
            }
            properties.load(in);
        }
        if (!(archive.openConnection() instanceof JarURLConnection jar)) {
            throw new BugException("PostgreSQL's archive is not in a jar: " + archive);
        }
        return "postgresql-" + properties.getProperty("version") + "-"
                + Long.toHexString(jar.getJarEntry().getCrc());
    }

    private static boolean whole(Path directory) throws IOException {
        Path manifest = directory.resolve(MANIFEST);
        if (!Files.exists(manifest)) {
            return false;
        }
        for (String line : Files.readAllLines(manifest)) {
            int space = line.indexOf(' ');
            Path file = directory.resolve(line.substring(space + 1));
            if (!Files.exists(file) || Files.size(file) != Long.parseLong(line.substring(0, space))) {
                LOG.warn("postgres runtime is damaged file={}", file);
                return false;
            }
        }
        return true;
    }

    private static void unpack(URL archive, Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent == null) {
            throw new BugException("runtime directory without a parent: " + directory);
        }
        Files.createDirectories(parent);
        deleteAbandonedDrafts(parent);
        Path draft = draftOf(directory);
        try {
            List<String> manifest = extract(archive, draft);
            Files.write(draft.resolve(MANIFEST), manifest);
            if (Files.exists(directory) && !whole(directory)) {
                Path damaged = draftOf(directory);
                Files.move(directory, damaged, StandardCopyOption.ATOMIC_MOVE);
                Directories.delete(damaged);
            }
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
            LOG.debug("another process unpacked postgres first");
        } catch (FileSystemException e) {
            if (!whole(directory)) {
                throw e;
            }
        } finally {
            Directories.delete(draft);
        }
    }

    private static Path draftOf(Path directory) {
        return directory.resolveSibling(directory.getFileName() + "-" + ProcessHandle.current().pid() + "-"
                + Long.toHexString(System.nanoTime()) + DRAFT);
    }

    private static List<String> extract(URL archive, Path target) throws IOException {
        List<String> manifest = new ArrayList<>();
        Files.createDirectories(target);
        try (InputStream in = archive.openStream();
                TarArchiveInputStream tar = new TarArchiveInputStream(
                        new XZInputStream(new BufferedInputStream(in, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().replaceFirst("^\\./", "");
                Path file = target.resolve(name).normalize();
                if (!file.startsWith(target)) {
                    throw new BugException("archive entry leaves its directory: " + name);
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (!name.endsWith(".a") && !name.startsWith("include/")) {
                    extract(tar, entry, file);
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                        manifest.add(Files.size(file) + " " + name);
                    }
                }
            }
        }
        return manifest;
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        // Readable by all: under root the programs run as another user.
        Set<PosixFilePermission> permissions = PosixFilePermissions
                .fromString((entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--");
        Files.setPosixFilePermissions(file, permissions);
    }

    /** Drafts whose process is gone. */
    private static void deleteAbandonedDrafts(Path parent) throws IOException {
        List<Path> drafts;
        try (Stream<Path> children = Files.list(parent)) {
            drafts = children.filter(child -> child.toString().endsWith(DRAFT)).toList();
        }
        for (Path draft : drafts) {
            Matcher form = DRAFT_NAME.matcher(String.valueOf(draft.getFileName()));
            if (form.matches() && ProcessHandle.of(Long.parseLong(form.group(1))).isEmpty()) {
                Directories.delete(draft);
            }
        }
    }

    /** Which version a cluster must have. */
    String majorVersion() {
        String name = String.valueOf(directory.getFileName());
        int start = "postgresql-".length();
        return name.substring(start, name.indexOf('.', start));
    }
}
