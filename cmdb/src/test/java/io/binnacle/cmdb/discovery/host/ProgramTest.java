package io.binnacle.cmdb.discovery.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.kernel.error.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramTest {

    private static final List<Signature> SIGNATURES = SignatureReader.shipped();

    private static RunningProcess process(String executable, String commandLine) {
        return new RunningProcess(1, 0, executable.substring(executable.lastIndexOf('/') + 1), executable,
                List.of(commandLine.split(" ", -1)), 0, "root", Instant.EPOCH, "/", "", "", true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/usr/lib/postgresql/15/bin/postgres|/usr/lib/postgresql/15/bin/postgres -D /data|postgresql|PostgreSQL|15",
            "/usr/sbin/mariadbd|/usr/sbin/mariadbd|mariadb|MariaDB|",
            "/usr/sbin/mysqld|/usr/sbin/mysqld|mysql|MySQL|",
            "/usr/bin/redis-check-rdb|/usr/bin/redis-server 127.0.0.1:6379|redis|Redis|",
            "/usr/bin/valkey-server|valkey-server|valkey|Valkey|",
            "/usr/bin/mongod|mongod --config /etc/mongod.conf|mongodb|MongoDB|",
            "/usr/sbin/nginx|nginx: master process /usr/sbin/nginx|nginx|nginx|",
            "/opt/nginx-1.25.3/sbin/nginx|nginx: master process|nginx|nginx|1.25.3",
            "/usr/sbin/apache2|/usr/sbin/apache2 -k start|apache-httpd|Apache HTTP Server|",
            "/usr/sbin/sshd|sshd: /usr/sbin/sshd -D|openssh|OpenSSH|",
            "/usr/lib/systemd/systemd-resolved|/lib/systemd/systemd-resolved|systemd/systemd-resolved|systemd-resolved|",
            "/usr/sbin/php-fpm8.2|php-fpm: master process|php-fpm|PHP-FPM|8.2",
            "/usr/lib/erlang/erts-13/bin/beam.smp|beam.smp -W w -- -sname rabbit|rabbitmq|RabbitMQ|",
            "/usr/bin/dockerd|/usr/bin/dockerd -H fd://|docker|Docker Engine|",
            "/opt/prometheus-2.45.0/prometheus|./prometheus --config.file=p.yml|prometheus|Prometheus|2.45.0",
            "/usr/bin/postgres_exporter|postgres_exporter|exporter/postgres_exporter|postgres_exporter|",
            "/usr/sbin/smbd|/usr/sbin/smbd --foreground|samba/smbd|smbd|",
            "/usr/lib/jvm/17/bin/java|java -Xmx1g -cp /opt/kafka/libs/kafka_2.13-3.6.1.jar:x kafka.Kafka server.properties|kafka|Apache Kafka|3.6.1",
            "/usr/lib/jvm/17/bin/java|java -Dx=y -classpath a:b org.apache.zookeeper.server.quorum.QuorumPeerMain z|zookeeper|Apache ZooKeeper|",
            "/usr/lib/jvm/17/bin/java|java -Des.path.home=/usr/share/elasticsearch -cp x org.elasticsearch.server.cli.ServerCli|elasticsearch|Elasticsearch|",
            "/usr/lib/jvm/17/bin/java|java -classpath /opt/apache-tomcat-10.1.5/bin/bootstrap.jar org.apache.catalina.startup.Bootstrap start|tomcat|Apache Tomcat|",
            "/usr/lib/jvm/17/bin/java|java -jar /usr/share/java/jenkins.war --httpPort=8080|jenkins|Jenkins|",
            "/usr/lib/jvm/25/bin/java|java -Xmx256m -jar /opt/binnacle/binnacle-server-0.1.0.jar serve|binnacle|Binnacle|",
            "/usr/lib/jvm/25/bin/java|java -cp x io.binnacle.server.Main|binnacle|Binnacle|",
            "/usr/lib/jvm/17/bin/java|java -jar shop-1.4.2.jar --server.port=8081|spring-boot/shop|shop|",
            "/usr/lib/jvm/17/bin/java|java -cp a com.acme.Billing|java/com.acme.Billing|com.acme.Billing|",
            "/usr/lib/jvm/17/bin/java|java --add-opens java.base/x=ALL -m acme/com.acme.Main|java/acme/com.acme.Main|acme/com.acme.Main|",
            "/usr/bin/node|node --enable-source-maps /srv/shop/dist/server.js|node/shop/server.js|shop/server.js|",
            "/usr/bin/node|node worker.mjs|node/worker.mjs|worker.mjs|",
            "/usr/bin/python3.11|python3 -m http.server 8000|python/http.server|http.server|3.11",
            "/usr/bin/python3.11|/usr/bin/python3 /opt/tool/collect.py|python/collect.py|collect.py|3.11",
            "/usr/bin/python3.11|/usr/bin/python3 /usr/bin/gunicorn app:app|gunicorn|Gunicorn|",
            "/opt/acme/bin/acmed|/opt/acme/bin/acmed -f|acmed|acmed|"})
    void aProgramIsRecognised(String executable, String commandLine, String slug, String name, String version) {
        RunningProcess process = process(executable, commandLine);
        Program program = Program.of(process, SIGNATURES);
        assertThat(program.slug()).isEqualTo(slug);
        assertThat(program.name()).isEqualTo(name);
        if (version != null) {
            assertThat(program.version(process)).contains(version);
        }
    }

    @Test
    void aProcessOfAnotherUserIsRecognisedByWhatItCallsItself() {
        RunningProcess nginx = new RunningProcess(7, 1, "nginx", "", List.of("nginx: master process /usr/sbin/nginx"),
                0, "root", Instant.EPOCH, "", "", "", false);
        assertThat(Program.of(nginx, SIGNATURES).slug()).isEqualTo("nginx");
    }

    @Test
    void atLeastFortySignaturesShip() {
        assertThat(SIGNATURES).hasSizeGreaterThan(100);
        Set<String> ids = SIGNATURES.stream().map(Signature::id).collect(Collectors.toSet());
        assertThat(ids).hasSameSizeAs(SIGNATURES);
    }

    @Test
    void everyMistakeInASignatureIsToldAtOnce() {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> SignatureReader.read("test.yaml", """
            signatures:
              - {id: a, product: A, category: x, match: [{executable: a}], servce: true}
              - {id: a, product: A, category: x, match: [{path: '('}]}
              - {id: b, product: B, category: x, match: [{executable: b}], version: [{path: 'no group'}], ports: [x]}
              - {id: c, product: C, category: x}
              - {id: d, product: D, category: x, class: web_serer, match: [{executable: d}]}
              - {id: e, product: E, category: x, class: server, match: [{executable: e}]}
            """, CiModelReader.shipped()));
        assertThat(refused.violations()).extracting(InvalidInput.Violation::toString)
                .anySatisfy(text -> assertThat(text).contains("servce").contains("did you mean service?"))
                .anySatisfy(text -> assertThat(text).contains("a twice"))
                .anySatisfy(text -> assertThat(text).contains("regular expression"))
                .anySatisfy(text -> assertThat(text).contains("one group"))
                .anySatisfy(text -> assertThat(text).contains("whole numbers"))
                .anySatisfy(text -> assertThat(text).contains("at least one way"))
                .anySatisfy(text -> assertThat(text).contains("test.yaml:6 signatures[4].class")
                        .contains("did you mean web_server?"))
                .anySatisfy(text -> assertThat(text).contains("inherits from it, got server"));
    }
}
