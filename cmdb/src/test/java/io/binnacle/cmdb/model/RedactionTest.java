package io.binnacle.cmdb.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "app --password=hunter2 --port=80|app --password=*** --port=80",
            "app --db-password hunter2 -v|app --db-password *** -v",
            "app --password 'two words' -v|app --password *** -v",
            "java -Dspring.datasource.password=x -jar a.jar|java -Dspring.datasource.password=*** -jar a.jar",
            "env DB_PASSWORD=x API_KEY=y app|env DB_PASSWORD=*** API_KEY=*** app",
            "GITHUB_TOKEN=ghp_abc ./run|GITHUB_TOKEN=*** ./run",
            "app --url=postgres://u:p%40ss@db:5432/x|app --url=postgres://u:***@db:5432/x",
            "redis-cli -a secret ping|redis-cli -a *** ping",
            "redis-server --requirepass secret|redis-server --requirepass ***",
            "mysql -u root -psecret db|mysql -u root -p*** db",
            "mysqldump -psecret db|mysqldump -p*** db",
            "mysql -P 3306 -p secret db|mysql -P 3306 -p *** db",
            "sshpass -p secret ssh host|sshpass -p *** ssh host",
            "curl -u admin:secret https://h|curl -u admin:*** https://h",
            "curl -H Authorization: Bearer abcdefghijkl|curl -H Authorization: Bearer ***",
            "app --client-secret=abc --access-key abc|app --client-secret=*** --access-key ***"})
    void whatLooksLikeASecretIsMasked(String line, String expected) {
        assertThat(Redaction.commandLine(line)).isEqualTo(expected);
        assertThat(Redaction.commandLine(expected)).as("redacting twice changes nothing").isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx: master process /usr/sbin/nginx -g daemon on;", "sshd -D -p 2222",
            "app --password-file=/run/secrets/db --port 80", "app --token-ttl=5m", "java -cp /opt/tokenizer/lib Main",
            "postgres -D /data -p 5432", "curl https://host:8443/path", "vault server -config=/etc/vault.d"})
    void theRestStaysReadable(String line) {
        assertThat(Redaction.commandLine(line)).isEqualTo(line);
    }

    @Test
    void aLongLineIsNoProblem() {
        String line = "app " + "--x=y ".repeat(20_000) + "--password=hunter2";
        assertThat(Redaction.commandLine(line)).endsWith("--password=***");
    }
}
