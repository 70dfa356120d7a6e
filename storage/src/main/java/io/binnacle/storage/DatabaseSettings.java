package io.binnacle.storage;

import java.nio.file.Path;

/** Which PostgreSQL holds the state, and how many connections may be open to it at once. */
public record DatabaseSettings(Server server, int connectionsMax) {

    /** Ten: more running statements than that only queue inside a PostgreSQL on two to eight cores. */
    public static final int CONNECTIONS_MAX = 10;

    /** The PostgreSQL itself. */
    public sealed interface Server {}

    /**
     * Our own child process.
     *
     * @param dataDirectory everything that it keeps lies below
     * @param runtimeDirectory where its programs are unpacked; several data directories, users and processes may share it
     */
    public record Embedded(Path dataDirectory, Path runtimeDirectory) implements Server {}

    /** Any PostgreSQL 15 or later, by its JDBC URL ({@code jdbc:postgresql://host:port/database}). */
    public record External(String url, String user, String password) implements Server {

        @Override
        public String toString() {
            return "External[url=" + url + ", user=" + user + "]";
        }
    }

    public static DatabaseSettings embedded(Path dataDirectory, Path runtimeDirectory) {
        return new DatabaseSettings(new Embedded(dataDirectory, runtimeDirectory), CONNECTIONS_MAX);
    }

    public static DatabaseSettings external(String url, String user, String password) {
        return new DatabaseSettings(new External(url, user, password), CONNECTIONS_MAX);
    }
}
