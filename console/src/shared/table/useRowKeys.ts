import { type KeyboardEvent, type RefObject, useState } from "react";
import { useCommands } from "../command";

interface RowKeysOptions {
  readonly ids: readonly string[];
  readonly container: RefObject<HTMLElement | null>;
  readonly openId: string | undefined;
  readonly onOpen: (index: number) => void;
  readonly onOpenPage: (index: number) => void;
  readonly onSelect: (index: number) => void;
  /** Brings a row into the page when only those in sight are. */
  readonly reveal: (index: number) => void;
}

interface RowKeys {
  /** The row that Tab reaches; the others are reached from it. */
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** `j k` and the arrows move, Enter opens the panel, Shift Enter the page, `x` selects. */
export function useRowKeys(options: RowKeysOptions): RowKeys {
  const [activeId, setActiveId] = useState<string | undefined>(options.openId);
  const found = options.ids.indexOf(activeId ?? "");
  const active = Math.max(0, found);

  const move = (to: number) => {
    const index = Math.min(Math.max(0, to), options.ids.length - 1);
    if (index < 0) {
      return;
    }
    setActiveId(options.ids[index]);
    options.reveal(index);
    requestAnimationFrame(() =>
      options.container.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus(),
    );
  };
  const next = () => move(found < 0 ? 0 : active + 1);
  const previous = () => move(active - 1);

  const section = "List";
  useCommands([
    { id: "list.next", title: "Next row", section, keys: "j", inPalette: false, run: next },
    { id: "list.previous", title: "Previous row", section, keys: "k", inPalette: false, run: previous },
    {
      id: "list.select",
      title: "Select row",
      section,
      keys: "x",
      inPalette: false,
      run: () => options.onSelect(active),
    },
    {
      id: "list.open",
      title: "Open the row beside the list",
      section,
      keys: "enter",
      inPalette: false,
      local: true,
      run: () => options.onOpen(active),
    },
    {
      id: "list.open-page",
      title: "Open the row's page",
      section,
      keys: "shift+enter",
      inPalette: false,
      local: true,
      run: () => options.onOpenPage(active),
    },
  ]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "ArrowDown") {
      event.preventDefault();
      move(active + 1);
    } else if (event.key === "ArrowUp") {
      event.preventDefault();
      previous();
    } else if (event.key === "Enter" && event.target instanceof HTMLTableRowElement) {
      event.preventDefault();
      (event.shiftKey ? options.onOpenPage : options.onOpen)(active);
    }
  };
  return { active, setActive: (index) => setActiveId(options.ids[index]), onKeyDown };
}
