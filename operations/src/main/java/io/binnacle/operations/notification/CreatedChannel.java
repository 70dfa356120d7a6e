package io.binnacle.operations.notification;

/**
 * A channel with the secret that signs its messages. The secret is shown this once; it is stored sealed.
 *
 * @param secret
 *            in the Standard Webhooks form: {@code whsec_} and base64
 */
public record CreatedChannel(Channel channel, String secret) {

    /** Without the secret, so that no log shows it. */
    @Override
    public String toString() {
        return "CreatedChannel[" + channel.name() + "]";
    }
}
