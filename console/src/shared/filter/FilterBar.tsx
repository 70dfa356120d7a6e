import { IconFilter, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { closed, type ListVocabulary, type Suggestion, suggest } from "./completion";
import styles from "./FilterBar.module.css";
import { formatQuery, formatTerm, parseQuery, type Term, withTerm } from "./query";

interface FilterBarProps {
  readonly q: string;
  readonly onChange: (q: string) => void;
  readonly vocabulary: ListVocabulary;
  readonly placeholder: string;
  /** Why the server cannot take the filter. */
  readonly fault?: FilterFault | undefined;
}

export interface FilterFault {
  readonly message: string;
  /** The part of the filter that is wrong. */
  readonly got: string | undefined;
}

/** The filter of a list: a chip for each term, and an input that completes fields and values while one types. */
export function FilterBar({ q, onChange, vocabulary, placeholder, fault }: FilterBarProps) {
  const terms = parseQuery(q);
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const faultId = useId();
  const suggestions = open ? suggest(typed, vocabulary) : [];
  const faulty = faultyTerm(terms, fault);

  const type = (text: string) => {
    setTyped(text);
    setActive(-1);
    setOpen(true);
  };
  const commit = (text: string) => {
    const added = parseQuery(closed(text));
    onChange(formatQuery(added.reduce<Term[]>((all, term) => withTerm(all, term), terms)));
    setTyped("");
    setActive(-1);
  };
  const take = (suggestion: Suggestion) => {
    if (suggestion.complete) {
      commit(suggestion.input);
    } else {
      type(suggestion.input);
    }
    input.current?.focus();
  };
  const remove = (index: number) => {
    onChange(formatQuery(terms.filter((_, at) => at !== index)));
    input.current?.focus();
  };
  const edit = (index: number) => {
    const term = terms[index];
    if (term) {
      onChange(formatQuery(terms.filter((_, at) => at !== index)));
      type(formatTerm(term));
      input.current?.focus();
    }
  };
  const move = (step: number) => {
    setOpen(true);
    const count = suggest(typed, vocabulary).length;
    setActive(count === 0 ? -1 : (active + step + count) % count);
  };
  const choose = (event: KeyboardEvent, chosen: Suggestion | undefined) => {
    if (chosen) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === "Enter" && typed.trim() !== "") {
      event.preventDefault();
      commit(typed);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        event.preventDefault();
        return move(event.key === "ArrowDown" ? 1 : -1);
      case "Enter":
      case "Tab":
        return choose(event, suggestions[active]);
      case "Escape":
        if (open) event.preventDefault();
        return setOpen(false);
      case "Backspace":
        if (typed === "" && terms.length > 0) {
          event.preventDefault();
          edit(terms.length - 1);
        }
    }
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a click beside the chips goes to the input, which keys reach anyway
    // biome-ignore lint/a11y/useKeyWithClickEvents: the same
    <div className={styles.bar} onClick={(event) => event.target === event.currentTarget && input.current?.focus()}>
      <IconFilter size={15} className={styles.icon} aria-hidden />
      {terms.map((term, index) => (
        <Chip
          key={formatTerm(term)}
          term={term}
          faulty={index === faulty}
          onEdit={() => edit(index)}
          onRemove={() => remove(index)}
        />
      ))}
      <div className={styles.field}>
        <input
          ref={input}
          className={styles.input}
          role="combobox"
          aria-label="Add a filter"
          aria-expanded={suggestions.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-invalid={fault !== undefined || undefined}
          aria-describedby={fault && faultId}
          aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={terms.length === 0 ? placeholder : ""}
          value={typed}
          onChange={(event) => type(event.target.value)}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        <div
          role="listbox"
          id={listId}
          aria-label="Suggestions"
          className={styles.list}
          hidden={suggestions.length === 0}
        >
          {suggestions.map((suggestion, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys
            <div
              key={suggestion.input}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              className={styles.option}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(suggestion)}
            >
              <span className="mono">{suggestion.label}</span>
              <span className={styles.hint}>{suggestion.hint}</span>
            </div>
          ))}
        </div>
      </div>
      {terms.length > 0 && (
        <button type="button" className={styles.clear} onClick={() => onChange("")}>
          Clear filters
        </button>
      )}
      {fault && (
        <p id={faultId} role="alert" className={styles.fault}>
          {fault.message}
        </p>
      )}
    </div>
  );
}

/** The chip that the fault is about; -1 when none has what the server complains of. */
function faultyTerm(terms: readonly Term[], fault: FilterFault | undefined): number {
  const got = fault?.got;
  return got ? terms.findIndex((term) => formatTerm(term).includes(got)) : -1;
}

interface ChipProps {
  readonly term: Term;
  readonly faulty: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function Chip({ term, faulty, onEdit, onRemove }: ChipProps) {
  return (
    <span className={styles.chip} data-faulty={faulty || undefined}>
      <button type="button" className={styles.chipText} title="Edit" onClick={onEdit}>
        {term.kind === "text" && term.text}
        {term.kind === "relation" && (
          <>
            <span className={styles.key}>
              {term.negated && "not "}
              {term.name}(
            </span>
            {term.inner}
            <span className={styles.key}>{term.closed && ")"}</span>
          </>
        )}
        {term.kind === "field" && (
          <>
            <span className={styles.key}>
              {term.negated && "not "}
              {term.field}
              {term.operator === ":" ? "" : ` ${term.operator}`}
            </span>{" "}
            {term.values.join(", ")}
          </>
        )}
      </button>
      <button type="button" className={styles.remove} aria-label={`Remove ${formatTerm(term)}`} onClick={onRemove}>
        <IconX size={12} />
      </button>
    </span>
  );
}
