package io.binnacle.server.health;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Asks every part how it is. Parts are added at the start; asking is safe for several threads. */
public final class Readiness {

    private record Part(String name, Supplier<Component> question) {}

    private final List<Part> parts = new CopyOnWriteArrayList<>();

    /** @param question quick, never blocks for long; whatever it throws means DOWN */
    public void add(String name, Supplier<Component> question) {
        parts.add(new Part(name, question));
    }

    public List<Component> components() {
        List<Component> components = new ArrayList<>();
        for (Part part : parts) {
            components.add(ask(part));
        }
        return components;
    }

    public static boolean ready(List<Component> components) {
        return components.stream().allMatch(component -> switch (component.state()) {
            case UP, DEGRADED -> true;
            case STARTING, DOWN -> false;
        });
    }

    private static Component ask(Part part) {
        try {
            return part.question().get();
        } catch (RuntimeException e) {
            return new Component(part.name(), Component.State.DOWN, e.getClass().getSimpleName());
        }
    }
}
