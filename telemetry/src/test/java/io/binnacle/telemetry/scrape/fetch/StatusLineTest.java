package io.binnacle.telemetry.scrape.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusLineTest {

    @Test
    void aStatusIsToldWithItsName() {
        assertThat(StatusLine.of(403)).isEqualTo("403 Forbidden");
        assertThat(StatusLine.of(511)).isEqualTo("511 Network Authentication Required");
        assertThat(StatusLine.of(299)).isEqualTo("299");
    }
}
