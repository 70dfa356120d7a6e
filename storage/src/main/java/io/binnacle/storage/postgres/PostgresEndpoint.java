package io.binnacle.storage.postgres;

/** Where a PostgreSQL answers, and as whom to sign in. */
public record PostgresEndpoint(String url, String user, String password) {

    @Override
    public String toString() {
        return "PostgresEndpoint[url=" + url + ", user=" + user + "]";
    }
}
