package io.binnacle.server;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.binnacle.kernel.error.InvalidInput;

/** Reads a password from the terminal, unseen and twice, or from standard input, once; never from an argument. */
final class Password {

    private Password() {
    }

    static String read(String prompt) {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal)
                .map(console -> fromTerminal(console, prompt)).orElseGet(Password::fromInput);
    }

    private static String fromTerminal(Console console, String prompt) {
        String first = line(console, prompt + ": ");
        if (!first.equals(line(console, "Again: "))) {
            throw new InvalidInput("password", "the same password twice", "two different ones");
        }
        return first;
    }

    private static String line(Console console, String prompt) {
        char[] typed = console.readPassword("%s", prompt);
        if (typed == null) {
            throw new InvalidInput("password", "a password", "the end of the input");
        }
        return new String(typed);
    }

    private static String fromInput() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (line == null || line.isEmpty()) {
                throw new InvalidInput("password", "a line on standard input", "nothing");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
