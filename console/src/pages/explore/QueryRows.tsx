import { ActionIcon, Button } from "@mantine/core";
import { IconCopy, IconDots, IconEye, IconEyeOff, IconPlus, IconSparkles, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { faultOf, fetchFormatted, LazyPromqlEditor, reasonQuery, syntaxQuery } from "../../entities/metric";
import { messageOf } from "../../shared/api";
import { EXPLORED_MAX } from "../../shared/chart";
import { useTimeWindow } from "../../shared/time";
import { Menu, StateMark, showToast } from "../../shared/ui";
import classes from "./explore.module.css";
import { letterOf } from "./state";
import type { Explored } from "./useExploration";

interface QueryRowsProps {
  /** The texts as they stand in the fields, run or not. */
  readonly drafts: readonly string[];
  readonly explored: readonly Explored[];
  readonly off: ReadonlySet<string>;
  readonly onChange: (drafts: readonly string[]) => void;
  readonly onRun: (drafts: readonly string[]) => void;
  readonly onToggle: (letter: string) => void;
}

/** The queries below each other, each with its own answer's words: what is wrong, what to beware of. */
export function QueryRows({ drafts, explored, off, onChange, onRun, onToggle }: QueryRowsProps) {
  const replaced = (index: number, text: string) => drafts.map((draft, at) => (at === index ? text : draft));
  const without = (index: number) => drafts.filter((_, at) => at !== index);
  return (
    <div className={classes.queries}>
      {drafts.map((draft, index) => {
        const letter = letterOf(index);
        const shown = explored.find((one) => one.letter === letter && one.expr === draft.trim());
        const message = shown?.error ? messageOf(shown.error) : undefined;
        return (
          // A query is what stands at its place: it has no other identity.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <div key={index} className={classes.query} data-off={off.has(letter) || undefined}>
            <span className={classes.letter} aria-hidden>
              {letter}
            </span>
            <div className={classes.field}>
              <LazyPromqlEditor
                label={`Query ${letter}`}
                value={draft}
                onChange={(text) => onChange(replaced(index, text))}
                onRun={() => onRun(drafts)}
                fault={message === undefined ? undefined : faultOf(message, draft)}
                autoFocus={draft === "" && index > 0 && index === drafts.length - 1}
              />
              <QueryWords explored={shown} message={message} />
            </div>
            <ActionIcon
              variant="subtle"
              aria-label={off.has(letter) ? `Show query ${letter}` : `Hide query ${letter}`}
              onClick={() => onToggle(letter)}
            >
              {off.has(letter) ? <IconEyeOff size={16} /> : <IconEye size={16} />}
            </ActionIcon>
            <QueryMenu
              letter={letter}
              only={drafts.length === 1}
              full={drafts.length >= EXPLORED_MAX}
              onFormat={() => void format(draft, (text) => onChange(replaced(index, text)))}
              onCopy={() => onChange([...drafts, draft])}
              onRemove={() => onRun(drafts.length === 1 ? [""] : without(index))}
            />
          </div>
        );
      })}
      <div className={classes.add}>
        <Button
          variant="subtle"
          leftSection={<IconPlus size={15} />}
          disabled={drafts.length >= EXPLORED_MAX}
          onClick={() => onChange([...drafts, ""])}
        >
          Add query
        </Button>
        <span className="muted small">Enter runs, Shift Enter begins a line</span>
      </div>
    </div>
  );
}

/** The server's own form of the expression; one that does not parse says so where it is run. */
async function format(draft: string, onFormatted: (text: string) => void): Promise<void> {
  try {
    onFormatted(await fetchFormatted(draft));
  } catch (problem) {
    showToast(messageOf(problem) ?? "It could not be formatted.", { state: "warning" });
  }
}

function QueryWords({ explored, message }: { explored: Explored | undefined; message: string | undefined }) {
  if (message !== undefined) {
    return (
      <p role="alert" className={classes.word} data-state="critical">
        <StateMark state="critical" size={14} label="Error" /> {message}
      </p>
    );
  }
  const { warnings = [], infos = [], matrix } = explored?.answer ?? {};
  return (
    <>
      {warnings.map((text) => (
        <p key={text} className={classes.word} data-state="warning">
          <StateMark state="warning" size={14} label="Warning" /> {text}
        </p>
      ))}
      {infos.map((text) => (
        <p key={text} className={classes.word} data-state="info">
          <StateMark state="info" size={14} label="Note" /> {text}
        </p>
      ))}
      {matrix?.length === 0 && explored?.answer?.histograms === 0 && <EmptyWords expr={explored.expr} />}
    </>
  );
}

/** Why nothing came; until that is known, that nothing came. */
function EmptyWords({ expr }: { readonly expr: string }) {
  const window = useTimeWindow();
  const syntax = useQuery(syntaxQuery(expr));
  const reason = useQuery({ ...reasonQuery(expr, syntax.data, window), enabled: syntax.isSuccess });
  return <p className={classes.word}>{reason.data ?? "It answers no series in this time range."}</p>;
}

interface QueryMenuProps {
  readonly letter: string;
  readonly only: boolean;
  readonly full: boolean;
  readonly onFormat: () => void;
  readonly onCopy: () => void;
  readonly onRemove: () => void;
}

function QueryMenu({ letter, only, full, onFormat, onCopy, onRemove }: QueryMenuProps) {
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" aria-label={`More about query ${letter}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconSparkles size={15} />} onClick={onFormat}>
          Format
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={15} />} disabled={full} onClick={onCopy}>
          Duplicate
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} />} onClick={onRemove}>
          {only ? "Clear" : "Remove"}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
