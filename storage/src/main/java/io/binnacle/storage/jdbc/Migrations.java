package io.binnacle.storage.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import javax.sql.DataSource;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Conflict;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the schema {@code binnacle} to this program's version. One query compares what the schema has had with the
 * migrations on the classpath, names and check sums; only when they differ is Flyway started, which costs a second.
 *
 * <p>Modules number their migrations in ranges of their own, so a lower number may come later ("out of order" in Flyway's
 * words); a migration never depends on one of a module listed after its own.
 */
final class Migrations {

    static final String SCHEMA = "binnacle";
    private static final String FOLDER = "db/migration";
    private static final Pattern NAME = Pattern.compile("V(\\d+)__[a-z0-9_]+\\.sql");
    private static final Set<String> NOT_THERE_YET = Set.of("3F000", "42P01");

    private Migrations() {
    }

    /** @throws Conflict when the schema belongs to a newer program, or a migration was changed after it ran */
    static void apply(DataSource dataSource) throws SQLException {
        SortedMap<Integer, Integer> wanted = onClasspath();
        SortedMap<Integer, Integer> applied = applied(dataSource);
        if (applied.equals(wanted)) {
            return;
        }
        Set<Integer> newer = new TreeSet<>(applied.keySet());
        newer.removeAll(wanted.keySet());
        if (!newer.isEmpty()) {
            throw new Conflict("the database belongs to a newer Binnacle: it has had the migrations " + newer
                    + ", which this version does not know. Start that version, or restore a backup");
        }
        try {
            Flyway.configure().dataSource(dataSource).defaultSchema(SCHEMA).locations("classpath:" + FOLDER)
                    .outOfOrder(true).placeholderReplacement(false).validateMigrationNaming(true).loggers("slf4j")
                    .load().migrate();
        } catch (FlywayException e) {
            throw new Conflict("the database could not be brought to this version's schema: " + e.getMessage());
        }
    }

    /** Check sums by version: what the schema has had. */
    static SortedMap<Integer, Integer> applied(DataSource dataSource) throws SQLException {
        SortedMap<Integer, Integer> applied = new TreeMap<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT version::integer, checksum FROM " + SCHEMA
                        + ".flyway_schema_history WHERE success AND version IS NOT NULL")) {
            while (rows.next()) {
                applied.put(rows.getInt(1), rows.getInt(2));
            }
        } catch (SQLException e) {
            if (!NOT_THERE_YET.contains(e.getSQLState())) {
                throw e;
            }
        }
        return applied;
    }

    /** Check sums by version: what the modules on the classpath bring. */
    static SortedMap<Integer, Integer> onClasspath() {
        SortedMap<Integer, Integer> found = new TreeMap<>();
        try {
            ClassLoader loader = Migrations.class.getClassLoader();
            for (URL folder : Collections.list(loader.getResources(FOLDER))) {
                for (String name : names(folder)) {
                    Matcher form = NAME.matcher(name);
                    if (!form.matches()) {
                        throw new BugException("migration " + name + " is not named V<number>__<module>_<what>.sql");
                    }
                    try (InputStream content = URI.create(folder + "/" + name).toURL().openStream()) {
                        Integer other = found.put(Integer.valueOf(form.group(1)), checksum(content));
                        if (other != null) {
                            throw new BugException("two migrations have the number of " + name);
                        }
                    }
                }
            }
        } catch (IOException | URISyntaxException e) {
            throw new BugException("the migrations on the classpath cannot be read", e);
        }
        return found;
    }

    private static List<String> names(URL folder) throws IOException, URISyntaxException {
        if (folder.openConnection() instanceof JarURLConnection jar) {
            String prefix = jar.getEntryName().endsWith("/") ? jar.getEntryName() : jar.getEntryName() + "/";
            List<String> names = new ArrayList<>();
            jar.getJarFile().stream().map(entry -> entry.getName())
                    .filter(name -> name.startsWith(prefix) && name.length() > prefix.length())
                    .forEach(name -> names.add(name.substring(prefix.length())));
            return names;
        }
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    /** As Flyway reckons it: CRC-32 of the lines without their ends, so that a checkout with CRLF is the same. */
    private static int checksum(InputStream content) throws IOException {
        CRC32 crc = new CRC32();
        BufferedReader reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            crc.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return (int) crc.getValue();
    }
}
