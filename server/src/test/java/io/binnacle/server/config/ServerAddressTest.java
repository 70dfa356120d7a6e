package io.binnacle.server.config;

import io.binnacle.kernel.error.InvalidInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServerAddressTest {

    @ParameterizedTest
    @CsvSource({"time.example.org,time.example.org,123", "time.example.org:1123,time.example.org,1123",
            "192.0.2.1,192.0.2.1,123", "2001:db8::1,2001:db8::1,123", "[2001:db8::1],2001:db8::1,123",
            "[2001:db8::1]:1123,2001:db8::1,1123"})
    void aHostWithOrWithoutAPort(String text, String host, int port) {
        ServerAddress address = ServerAddress.parse("host.ntpServer", text);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.portOr(123)).isEqualTo(port);
        assertThat(ServerAddress.parse("again", address.toString())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ":123", "host:", "host:abc", "host:0", "host:65536", "host:-1", "a b", "[::1",
            "[::1]x",
            "[::1]x:1", "[]", "http://host", "2001:db8::g"})
    void anythingElseIsOneErrorThatNamesTheField(String text) {
        assertThatThrownBy(() -> ServerAddress.parse("host.ntpServer", text)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("host.ntpServer");
    }
}
