package io.binnacle.server.http;

/** Stands for the body of a request or an answer that has none. */
public enum NoBody {
    NONE
}
