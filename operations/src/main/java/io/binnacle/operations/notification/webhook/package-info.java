/**
 * Messages as signed HTTP requests, by the Standard Webhooks specification; the body is drawn in {@code docs/format/webhook.md}.
 */
@NullMarked
package io.binnacle.operations.notification.webhook;

import org.jspecify.annotations.NullMarked;
