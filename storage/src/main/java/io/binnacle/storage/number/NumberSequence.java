package io.binnacle.storage.number;

/** Gives records their spoken numbers. Safe for use by several threads. */
public interface NumberSequence {

    /**
     * The next number of a prefix, from 1: {@code next("INC")} is {@code INC-1}, then {@code INC-2}. Joins the
     * transaction of the calling thread: when it rolls back, the number is given again, so numbers have no gaps; another
     * transaction that wants a number of the same prefix waits for this one's end.
     *
     * @param prefix one to ten capital letters
     */
    String next(String prefix);
}
