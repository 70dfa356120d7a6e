import {
  IconArrowBackUp,
  IconArrowMerge,
  IconArrowsSplit,
  IconCircleMinus,
  IconCirclePlus,
  IconLink,
  IconLinkOff,
  IconPencil,
} from "@tabler/icons-react";
import { useState } from "react";
import type { CiChange, CiClass, FieldChange } from "../../shared/api";
import { Timestamp } from "../../shared/time";
import { attributeText } from "./attributes";
import { CiLink } from "./CiLink";
import { type ChangeGroup, groupChanges, itemsOf, kindWords, reasonsOf } from "./changes";
import styles from "./ci.module.css";

interface ChangeListProps {
  readonly changes: readonly CiChange[];
  readonly classes: readonly CiClass[];
  /** At most this many groups, for cards. */
  readonly max?: number;
}

/** What changed, newest first; what one run found of one class is one line that opens. */
export function ChangeList({ changes, classes, max }: ChangeListProps) {
  const groups = groupChanges(changes).slice(0, max);
  return (
    <ul>
      {groups.map((group) => (
        <ChangeGroupRow key={group.changes[0]?.id} group={group} classes={classes} />
      ))}
    </ul>
  );
}

const SHOWN_NAMES = 3;

function ChangeGroupRow({ group, classes }: { readonly group: ChangeGroup; readonly classes: readonly CiClass[] }) {
  const [open, setOpen] = useState(false);
  const ciClass = classes.find((candidate) => candidate.name === group.ciClass);
  const items = itemsOf(group);
  const [first, ...others] = items;
  if (!first) {
    return null;
  }
  const shown = open ? items : items.slice(0, SHOWN_NAMES);
  return (
    <li className={styles.change}>
      <span className={styles.when}>
        <Timestamp at={group.at} show="time" />
      </span>
      <KindIcon kind={group.kind} />
      <div>
        {others.length === 0 ? (
          <>
            <span className="muted">{ciClass?.label ?? group.ciClass}</span>{" "}
            <CiLink id={first.ciId} name={first.ciName} /> {kindWords(group.kind)}
            {group.changes.map((change) => (
              <Differences key={change.id} change={change} ciClass={ciClass} />
            ))}
          </>
        ) : (
          <>
            <strong className="strong">
              {items.length} {(ciClass?.plural ?? group.ciClass).toLowerCase()}
            </strong>{" "}
            {kindWords(group.kind)}
            <div className={styles.diff}>
              {shown.map((change, index) => (
                <span key={change.id}>
                  {index > 0 && ", "}
                  <CiLink id={change.ciId} name={change.ciName} />
                </span>
              ))}
              {items.length > SHOWN_NAMES && (
                <>
                  {" "}
                  <button type="button" className={styles.more} aria-expanded={open} onClick={() => setOpen(!open)}>
                    {open ? "Show fewer" : `and ${items.length - SHOWN_NAMES} more`}
                  </button>
                </>
              )}
            </div>
          </>
        )}
        {reasonsOf(group).map((reason) => (
          <div key={reason} className={styles.diff}>
            {reason}
          </div>
        ))}
      </div>
    </li>
  );
}

const ICONS: Readonly<Record<string, typeof IconPencil>> = {
  created: IconCirclePlus,
  missing: IconCircleMinus,
  retired: IconCircleMinus,
  returned: IconArrowBackUp,
  relation_added: IconLink,
  relation_removed: IconLinkOff,
  merged: IconArrowMerge,
  split: IconArrowsSplit,
};

export function KindIcon({ kind }: { readonly kind: string }) {
  const Icon = ICONS[kind] ?? IconPencil;
  return <Icon size={16} stroke={1.7} color="var(--muted)" aria-hidden />;
}

interface DifferencesProps {
  readonly change: Pick<CiChange, "changes">;
  readonly ciClass: CiClass | undefined;
}

const NUMERIC = new Set(["integer", "number", "bytes"]);

/** Each changed field, before and after. */
export function Differences({ change, ciClass }: DifferencesProps) {
  // That an item is missing or back again is said in words already.
  const fields = Object.entries(change.changes).filter(([name]) => name !== "lifecycle");
  return fields.map(([name, difference]) => {
    const attribute = ciClass?.attributes.find((candidate) => candidate.name === name);
    return (
      <div key={name} className={styles.diff}>
        {attribute?.label ?? name.replaceAll("_", " ")}: <BeforeAfter difference={difference} attribute={attribute} />
      </div>
    );
  });
}

function BeforeAfter({
  difference,
  attribute,
}: {
  readonly difference: FieldChange;
  readonly attribute: CiClass["attributes"][number] | undefined;
}) {
  const text = (value: string | null | undefined) => {
    const number = Number(value);
    const numeric = attribute !== undefined && NUMERIC.has(attribute.type) && value && Number.isFinite(number);
    return attribute ? attributeText(attribute, numeric ? number : value) : (value ?? "");
  };
  return (
    <>
      {difference.before && <del>{text(difference.before)}</del>}
      {difference.before && difference.after && " → "}
      {difference.after && <ins>{text(difference.after)}</ins>}
    </>
  );
}
