import { ActionIcon, NumberInput, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { getCis, liveOn } from "../../shared/api";
import type { PartDraft, ServiceDraft } from "./draft";
import { groupsOf } from "./draft";
import classes from "./edit-service.module.css";

interface PartsFieldProps {
  readonly draft: ServiceDraft;
  readonly onChange: (draft: ServiceDraft) => void;
}

/** The list scrolls; packages are left out, for there are thousands of them and no service is made of one. */
const FOUND_MAX = 40;

/** What a service is made of: items and services, found by name, with weight and group. */
export function PartsField({ draft, onChange }: PartsFieldProps) {
  const change = (index: number, part: Partial<PartDraft>) =>
    onChange({ ...draft, parts: draft.parts.map((each, at) => (at === index ? { ...each, ...part } : each)) });
  return (
    <fieldset className={classes.parts}>
      <legend className="strong">Parts</legend>
      {draft.parts.map((part, index) => (
        <div key={part.id} className={classes.part}>
          <span className={classes.name} title={part.name}>
            {part.name} <span className="muted">{part.ciClass.replaceAll("_", " ")}</span>
          </span>
          <NumberInput
            aria-label={`Weight of ${part.name}`}
            placeholder="1"
            hideControls
            value={part.weight}
            onChange={(value) => change(index, { weight: String(value) })}
          />
          <TextInput
            aria-label={`Group of ${part.name}`}
            placeholder="group"
            value={part.group}
            onChange={(event) => change(index, { group: event.currentTarget.value })}
          />
          <ActionIcon
            variant="default"
            aria-label={`Take ${part.name} out`}
            onClick={() => onChange({ ...draft, parts: draft.parts.filter((each) => each.id !== part.id) })}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <PartSearch
        taken={draft.parts.map(({ id }) => id)}
        onPick={(part) => onChange({ ...draft, parts: [...draft.parts, part] })}
      />
      {groupsOf(draft).map((name) => (
        <TextInput
          key={name}
          label={`Group ${name} works with`}
          description="all, any, or how many"
          value={draft.groups[name] ?? "any"}
          onChange={(event) => onChange({ ...draft, groups: { ...draft.groups, [name]: event.currentTarget.value } })}
        />
      ))}
    </fieldset>
  );
}

function PartSearch({
  taken,
  onPick,
}: {
  readonly taken: readonly string[];
  readonly onPick: (part: PartDraft) => void;
}) {
  const [words, setWords] = useState("");
  const wanted = words.trim().replaceAll('"', "");
  const found = useQuery({
    queryKey: ["cis", "part-search", wanted],
    queryFn: ({ signal }) =>
      getCis({
        query: { q: `name~"${wanted}" -lifecycle:retired -class:package`, sort: "name", limit: FOUND_MAX },
        signal,
      }),
    enabled: wanted.length > 1,
    meta: liveOn("ci"),
  });
  const candidates = (found.data?.items ?? []).filter(({ id }) => !taken.includes(id));
  return (
    <>
      <TextInput
        label="Add a part"
        placeholder="Name of an item or a service"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {wanted.length > 1 && (
        <div className={classes.found}>
          {candidates.map((ci) => (
            <button
              key={ci.id}
              type="button"
              className={classes.candidate}
              onClick={() => {
                onPick({ id: ci.id, name: ci.name, ciClass: ci.ciClass, weight: "1", group: "" });
                setWords("");
              }}
            >
              {ci.name} <span className="muted">{ci.ciClass.replaceAll("_", " ")}</span>
            </button>
          ))}
          {found.data !== undefined && candidates.length === 0 && <p className="muted">Nothing has such a name.</p>}
        </div>
      )}
    </>
  );
}
