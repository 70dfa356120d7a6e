package io.binnacle.operations.notification.webhook;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.binnacle.operations.notification.ChannelKind;
import io.binnacle.operations.notification.ChannelKindContract;
import io.binnacle.operations.notification.Notification;
import io.binnacle.operations.notification.Outcome;
import io.binnacle.operations.notification.Receiver;
import io.binnacle.operations.notification.Receiver.Answer;
import io.binnacle.operations.notification.Receiver.Received;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookChannelTest extends ChannelKindContract {

    private final Receiver receiver = new Receiver();

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Override
    protected ChannelKind open() {
        return new WebhookChannel(ATTEMPT_MAX);
    }

    @Override
    protected String target() {
        return receiver.url();
    }

    @Override
    protected String deadTarget() {
        return "http://127.0.0.1:1/hook";
    }

    @Override
    protected String invalidTarget() {
        return "ftp://example.org/hook";
    }

    @Override
    protected void failOnce() {
        receiver.answer(new Answer(500, Map.of(), "boom"));
    }

    @Override
    protected void hang() {
        receiver.hang(true);
    }

    @Override
    protected void babbleOnce() {
        receiver.answer(new Answer(200, Map.of(), "blah".repeat(250_000)));
    }

    @Override
    protected int arrived() {
        return receiver.received.size();
    }

    @Test
    void theRequestIsASignedPostOfJson() {
        Notification message = message(target());
        kind.deliver(message);
        Received request = receiver.received.getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.header("Content-type")).isEqualTo("application/json");
        assertThat(request.id()).isEqualTo("msg_" + message.id());
        assertThat(request.header("Webhook-timestamp")).isEqualTo("1772366400");
        assertThat(request.body()).isEqualTo(message.body());
        assertThat(request.signedWith(message.secrets().getFirst())).isTrue();
        assertThat(request.signedWith(kind.newSecret())).isFalse();
    }

    @Test
    void aMessageWithTwoSecretsIsSignedWithBoth() {
        String first = kind.newSecret();
        String second = kind.newSecret();
        Notification one = message(target());
        kind.deliver(new Notification(one.id(), one.channelName(), one.target(), one.event(), one.incidentNumber(),
                one.body(), List.of(first, second), one.at()));
        assertThat(receiver.received.getFirst().signedWith(first)).isTrue();
        assertThat(receiver.received.getFirst().signedWith(second)).isTrue();
    }

    @Test
    void theSignatureIsThatOfTheSpecificationsOwnExample() {
        assertThat(WebhookSignature.sign(List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aRedirectIsNotFollowed() {
        receiver.answer(new Answer(302, Map.of("Location", receiver.url() + "/other"), ""));
        assertThat(kind.deliver(message(target()))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.status()).isEqualTo(302);
            assertThat(failed.error()).contains("redirect");
        });
        assertThat(receiver.received).hasSize(1);
    }

    @Test
    void goneIsForGood() {
        receiver.answer(Answer.of(410));
        assertThat(kind.deliver(message(target()))).isInstanceOf(Outcome.Gone.class);
    }

    @Test
    void aReceiverMayAskForAPause() {
        receiver.answer(new Answer(429, Map.of("Retry-After", "120"), ""),
                new Answer(503, Map.of("Retry-After", "Sun, 01 Mar 2026 12:10:00 GMT"), ""),
                new Answer(500, Map.of("Retry-After", "120"), ""));
        assertThat(asked()).isEqualTo(Duration.ofMinutes(2));
        assertThat(asked()).isEqualTo(Duration.ofMinutes(10));
        assertThat(asked()).isNull();
    }

    private @Nullable Duration asked() {
        return kind.deliver(message(target())) instanceof Outcome.Failed failed ? failed.retryAfter() : Duration.ZERO;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "Sun, 01 Mar 2026 11:00:00 GMT", "99999999999999999999"})
    void aPauseThatMakesNoSenseIsNone(String text) {
        assertThat(WebhookChannel.retryAfter(text, Instant.parse("2026-03-01T12:00:00Z"))).isNull();
    }

    @Test
    void whatTheReceiverSaysIsKeptWithoutControlCharacters() {
        receiver.answer(new Answer(500, Map.of(), "a\u0000b\u001b[31m"));
        assertThat(kind.deliver(message(target())).response()).isEqualTo("a b [31m");
    }

    @Test
    void aNameThatLeadsToAMetadataAddressIsNotCalled() {
        try (WebhookChannel suspicious = new WebhookChannel(ATTEMPT_MAX,
                host -> InetAddress.getAllByName("169.254.169.254"))) {
            assertThat(suspicious.deliver(message(target().replace("127.0.0.1", "localhost"))))
                    .isInstanceOfSatisfying(Outcome.Failed.class,
                            failed -> assertThat(failed.error()).contains("not called", "169.254.169.254"));
        }
        assertThat(receiver.received).isEmpty();
    }

    @Test
    void aNameThatNobodyKnowsIsSaidSo() {
        assertThat(kind.deliver(message("http://binnacle.invalid/hook"))).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.error()).contains("binnacle.invalid"));
    }
}
