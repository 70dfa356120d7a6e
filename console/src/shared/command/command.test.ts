import { describe, expect, it, vi } from "vitest";
import type { Command } from "./command";
import { KeyMatcher, keyLabels, nameOf } from "./keys";
import { CommandRegistry } from "./registry";

const command = (id: string, keys?: string, more: Partial<Command> = {}): Command => ({
  id,
  title: id,
  section: "Test",
  run: () => undefined,
  ...(keys === undefined ? {} : { keys }),
  ...more,
});

const stroke = (key: string, modifiers: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});

describe("the registry of commands", () => {
  it("shows what is registered, for as long as it is", () => {
    const registry = new CommandRegistry();
    const remove = registry.register([command("a"), command("b")]);
    expect(registry.all().map((c) => c.id)).toEqual(["a", "b"]);
    remove();
    expect(registry.all()).toEqual([]);
  });

  it("lets the newest stand for an id, and gives the older one back", () => {
    const registry = new CommandRegistry();
    registry.register([command("close", "esc", { title: "old" })]);
    const remove = registry.register([command("close", "esc", { title: "new" })]);
    expect(registry.find("close")?.title).toBe("new");
    remove();
    expect(registry.find("close")?.title).toBe("old");
  });

  it("hides what is not available", () => {
    const registry = new CommandRegistry();
    registry.register([command("a", undefined, { available: false })]);
    expect(registry.all()).toEqual([]);
  });

  it("tells its watchers and runs by id", () => {
    const registry = new CommandRegistry();
    const watcher = vi.fn();
    const run = vi.fn();
    registry.watch(watcher);
    registry.register([command("a", undefined, { run })]);
    expect(watcher).toHaveBeenCalledOnce();
    expect(registry.run("a")).toBe(true);
    expect(run).toHaveBeenCalledOnce();
    expect(registry.run("b")).toBe(false);
  });
});

describe("the names of keys", () => {
  it.each([
    [stroke("k", { ctrlKey: true }), "mod+k"],
    [stroke("k", { metaKey: true }), "mod+k"],
    [stroke("?", { shiftKey: true }), "?"],
    [stroke("A", { shiftKey: true }), "shift+a"],
    [stroke("ArrowLeft"), "left"],
    [stroke("Escape"), "esc"],
  ])("%o is %s", (event, name) => {
    expect(nameOf(event)).toBe(name);
  });

  it("are written for people", () => {
    expect(keyLabels("g i", false)).toEqual(["G", "I"]);
    expect(keyLabels("mod+k", false)).toEqual(["Ctrl K"]);
    expect(keyLabels("mod+k", true)).toEqual(["⌘ K"]);
    expect(keyLabels("t left", false)).toEqual(["T", "←"]);
  });
});

describe("pressing keys", () => {
  const commands = [command("go", "g i"), command("yank", "y"), command("palette", "mod+k"), command("inventory", "i")];
  const idOf = (match: Command | "pending" | undefined) => (typeof match === "object" ? match.id : match);

  it("finds a single key, and a sequence by its second", () => {
    const matcher = new KeyMatcher();
    expect(idOf(matcher.press("y", commands, 0, true))).toBe("yank");
    expect(idOf(matcher.press("g", commands, 0, true))).toBe("pending");
    expect(idOf(matcher.press("i", commands, 500, true))).toBe("go");
  });

  it("forgets the first key of a sequence after a while", () => {
    const matcher = new KeyMatcher();
    matcher.press("g", commands, 0, true);
    expect(idOf(matcher.press("i", commands, 5_000, true))).toBe("inventory");
  });

  it("takes a key that does not continue the sequence for itself", () => {
    const matcher = new KeyMatcher();
    matcher.press("g", commands, 0, true);
    expect(idOf(matcher.press("y", commands, 100, true))).toBe("yank");
  });

  it("keeps only combinations when single letters are switched off", () => {
    const matcher = new KeyMatcher();
    expect(matcher.press("y", commands, 0, false)).toBeUndefined();
    expect(matcher.press("g", commands, 0, false)).toBeUndefined();
    expect(idOf(matcher.press("mod+k", commands, 0, false))).toBe("palette");
  });
});
