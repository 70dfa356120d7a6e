import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { getPreferences } from "../preferences/preferences";
import type { Command } from "./command";
import { KeyMatcher, nameOf } from "./keys";
import { commandRegistry } from "./registry";

/** Registers commands for as long as the component shows. What `run` does may change freely between renders. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useLayoutEffect(() => {
    latest.current = commands;
  });
  // Only what the registry shows counts as a change; `run` is looked up when it runs.
  const signature = JSON.stringify(
    commands.map((c) => [c.id, c.title, c.section, c.keys, c.words, c.available, c.inPalette]),
  );
  useEffect(() => {
    void signature;
    return commandRegistry.register(
      latest.current.map((command) => ({
        ...command,
        run: () => latest.current.find((candidate) => candidate.id === command.id)?.run(),
      })),
    );
  }, [signature]);
}

export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(commandRegistry.watch, commandRegistry.all);
}

/** The command of this id while it is registered. */
export function useCommand(id: string): Command | undefined {
  const all = useAllCommands();
  return all.find((command) => command.id === id);
}

const TYPING =
  "input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable=true]";

/** Whether letters belong to what has the focus: a field, or a dialog that is open over the page. */
function lettersTaken(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest(TYPING)) return true;
  return target.closest("[role=dialog], [role=menu], [role=listbox]") !== null;
}

const isGlobal = (command: Command) => command.local !== true;

/** Listens to the keyboard for the whole console; mounted once. */
export function useKeyboard(): void {
  useEffect(() => {
    const matcher = new KeyMatcher();
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (event.key === "Shift" || event.key === "Control" || event.key === "Alt" || event.key === "Meta") return;
      const name = nameOf(event);
      const taken = lettersTaken(event.target);
      if (taken && !name.startsWith("mod+")) return;
      const match = matcher.press(
        name,
        commandRegistry.all().filter(isGlobal),
        Date.now(),
        getPreferences().letterKeys,
      );
      if (match === undefined) return;
      event.preventDefault();
      if (match !== "pending") match.run();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
