package io.binnacle.operations.notification.webhook;

import java.net.InetAddress;

import io.binnacle.kernel.error.InvalidInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TargetPolicyTest {

    private final TargetPolicy policy = new TargetPolicy(InetAddress::getAllByName);

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/hook", "http://127.0.0.1:9000/a?b=c", "http://10.1.2.3/",
            "https://[::1]:1/x",
            "HTTPS://Example.org", "http://192.168.0.9:8080/hook"})
    void whatMayBeCalledPasses(String target) {
        assertThatCode(() -> policy.check(target)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org/hook", "ftp://example.org", "file:///etc/passwd",
            "https://user:pw@example.org/",
            "https://user@example.org/", "https:///path", "https://example.org/#part", "http://exa mple.org/",
            "javascript:x",
            "http://169.254.169.254/latest/meta-data", "http://[fe80::1]/", "http://[fd00:ec2::254]/",
            "http://0.0.0.0/",
            "http://[::]/", "http://224.0.0.1/", "http://100.100.100.200/", "http://255.255.255.255/",
            "http://[::ffff:169.254.169.254]/", "http://[64:ff9b::a9fe:a9fe]/", "http://[2002:a9fe:a9fe::1]/",
            "http://[::169.254.169.254]/"})
    void whatMayNotBeCalledIsRefused(String target) {
        assertThatThrownBy(() -> policy.check(target)).isInstanceOfSatisfying(InvalidInput.class,
                refused -> assertThat(refused.violations().getFirst().field()).isEqualTo("url"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:geheim@example.org/"})
    void aPasswordIsNotRepeatedInTheError(String target) {
        assertThatThrownBy(() -> policy.check(target)).hasMessageNotContaining("geheim");
    }
}
