package io.binnacle.timeseries;

/**
 * Who a batch comes from: limits are kept by tenant, and a report of what costs most names the sender.
 *
 * @param tenant whose limits count: all senders of one tenant share them
 * @param name what sends, as people know it: an API token's name, a source of this program
 */
public record Sender(String tenant, String name) {

    /** For those who need not be told apart. */
    public static final Sender ANONYMOUS = new Sender("", "");
}
