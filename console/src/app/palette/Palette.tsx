import { Modal } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useCan } from "../../entities/session";
import { getSearch, messageOf } from "../../shared/api";
import { isMac, keyLabels, useAllCommands } from "../../shared/command";
import { StateMark } from "../../shared/ui";
import { bySection, entryOfHit, isNumbered, matchingCommands, type PaletteEntry, parseInput } from "./entries";
import classes from "./Palette.module.css";

/** Ctrl K: every page, thing and action, by typing a part of its name. */
export default function Palette({ onClose }: { onClose: () => void }) {
  return (
    <Modal.Root opened onClose={onClose} size={600} yOffset="11vh" padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label="Search and commands">
        <PaletteContent onClose={onClose} />
      </Modal.Content>
    </Modal.Root>
  );
}

function PaletteContent({ onClose }: { onClose: () => void }) {
  const [input, setInput] = useState("");
  const [active, setActive] = useState(0);
  const { entries, searching, problem } = useEntries(input);
  const router = useRouter();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const chosen = entries[Math.min(active, entries.length - 1)];

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  });

  const choose = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    onClose();
    if ("run" in entry) entry.run();
    else void router.navigate({ href: entry.to });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && entries.length > 0) {
      event.preventDefault();
      setActive((current) => (Math.min(current, entries.length - 1) + step + entries.length) % entries.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(chosen);
    }
  };

  return (
    <div className={classes.palette}>
      <div className={classes.field}>
        <IconSearch size={17} stroke={1.8} aria-hidden />
        <input
          data-autofocus
          className={classes.input}
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen && `${id}-${chosen.id}`}
          aria-label="Search pages, items, incidents and actions"
          aria-autocomplete="list"
          placeholder="Search or jump to…  > for actions, # for numbers"
          autoComplete="off"
          spellCheck={false}
          value={input}
          onChange={(event) => {
            setInput(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Results" className={classes.list}>
        {bySection(entries).map(([section, members]) => (
          <div key={section} role="group" aria-label={section}>
            <div className={classes.section} aria-hidden>
              {section}
            </div>
            {members.map((entry) => (
              <Option
                key={entry.id}
                id={`${id}-${entry.id}`}
                entry={entry}
                active={entry === chosen}
                onChoose={() => choose(entry)}
                onHover={() => setActive(entries.indexOf(entry))}
              />
            ))}
          </div>
        ))}
      </div>
      <div className={classes.foot} role="status">
        {problem ?? (entries.length === 0 ? (searching ? "Searching…" : nothingFound(input)) : "")}
        {entries.length > 0 && problem === undefined && "↑ ↓ to move, Enter to open, Esc to close"}
      </div>
    </div>
  );
}

function nothingFound(input: string): string {
  const { wanted, text } = parseInput(input);
  if (wanted === "numbers" && text === "") return "Type the number of an incident.";
  return `Nothing matches “${text}”.`;
}

function Option({
  id,
  entry,
  active,
  onChoose,
  onHover,
}: {
  id: string;
  entry: PaletteEntry;
  active: boolean;
  onChoose: () => void;
  onHover: () => void;
}) {
  const Icon = entry.icon;
  return (
    // The keyboard acts on the combobox above, which names this option by its id.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      id={id}
      role="option"
      aria-selected={active}
      className={classes.option}
      onClick={onChoose}
      onMouseMove={onHover}
    >
      {entry.state ? <StateMark state={entry.state} /> : Icon ? <Icon size={16} stroke={1.7} /> : <span />}
      <span className={classes.title}>{entry.title}</span>
      {entry.subtitle !== undefined && <span className={classes.subtitle}>{entry.subtitle}</span>}
      {entry.keys !== undefined && (
        <span className={classes.keys} aria-hidden>
          {keyLabels(entry.keys, isMac()).map((label) => (
            <kbd key={label}>{label}</kbd>
          ))}
        </span>
      )}
    </div>
  );
}

function useEntries(input: string): { entries: PaletteEntry[]; searching: boolean; problem: string | undefined } {
  const commands = useAllCommands();
  const { wanted, text } = parseInput(input);
  const [settled] = useDebouncedValue(text, 150);
  const maySearch = useCan("search:read");
  const search = useQuery({
    queryKey: ["search", settled],
    queryFn: ({ signal }) => getSearch({ query: { query: settled }, signal }),
    enabled: maySearch && wanted !== "actions" && settled.length > 0,
    placeholderData: keepPreviousData,
  });
  const entries = useMemo(() => {
    const hits = wanted === "actions" || text === "" ? [] : (search.data?.items ?? []);
    const found = hits.filter((hit) => wanted !== "numbers" || isNumbered(hit)).flatMap((hit) => entryOfHit(hit) ?? []);
    const matching = matchingCommands(commands, input);
    // Without a word typed, the places come first: that is what the palette is opened for most.
    const ordered = [
      ...matching.filter((entry) => entry.section === "Go to"),
      ...found,
      ...matching.filter((entry) => entry.section !== "Go to"),
    ];
    return bySection(ordered).flatMap(([, members]) => members);
  }, [commands, input, text, wanted, search.data]);
  return {
    entries,
    searching: search.isFetching,
    problem: search.error ? `The search failed: ${messageOf(search.error)}` : undefined,
  };
}
