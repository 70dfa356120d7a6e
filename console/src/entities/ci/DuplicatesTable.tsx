import { Button } from "@mantine/core";
import type { DuplicateSuspicion, IdentityConflictBearer } from "../../shared/api";
import { Empty, type SimpleColumn, SimpleTable } from "../../shared/ui";
import { CiLink } from "./CiLink";

interface DuplicatesTableProps {
  readonly suspicions: readonly DuplicateSuspicion[];
  /** The item whose page it is; without one both items of each pair are named. */
  readonly of?: string;
  /** What stands there when there are none. */
  readonly nothing: string;
  /** Absent for those who may not join items. */
  readonly onJoin?: ((suspicion: DuplicateSuspicion) => void) | undefined;
}

/** Items that may be one: how likely, what they share, and what speaks against it. */
export function DuplicatesTable({ suspicions, of, nothing, onJoin }: DuplicatesTableProps) {
  if (suspicions.length === 0) {
    return <Empty kind="all-good" title={nothing} />;
  }
  return (
    <SimpleTable
      label="Suspected duplicates"
      rows={suspicions}
      keyOf={({ one, other }) => `${one.id} ${other.id}`}
      columns={[
        {
          header: of === undefined ? "Items" : "Item",
          width: "26%",
          cell: (suspicion) => (
            <CiLinks items={of === undefined ? [suspicion.one, suspicion.other] : [otherOf(suspicion, of)]} />
          ),
        },
        { header: "Class", cell: ({ one }) => one.ciClass.replaceAll("_", " "), width: "12%" },
        { header: "Score", cell: ({ score }) => `${Math.round(score * 100)} %`, align: "end", width: "8%" },
        { header: "They share", cell: ({ reasons }) => reasons.join("; ") },
        { header: "Against it", cell: ({ against }) => against || "nothing", width: "20%" },
        ...(onJoin ? [joinColumn(onJoin)] : []),
      ]}
    />
  );
}

function joinColumn(onJoin: (suspicion: DuplicateSuspicion) => void): SimpleColumn<DuplicateSuspicion> {
  return {
    header: "Actions",
    quietHeader: true,
    width: "70px",
    cell: (suspicion) => (
      <Button size="compact-xs" variant="default" onClick={() => onJoin(suspicion)}>
        Join
      </Button>
    ),
  };
}

/** The one of the two that is not the item. */
export function otherOf({ one, other }: DuplicateSuspicion, id: string): IdentityConflictBearer {
  return one.id === id ? other : one;
}

/** Several items, each leading to its page. */
export function CiLinks({ items }: { readonly items: readonly Pick<IdentityConflictBearer, "id" | "name">[] }) {
  return (
    <>
      {items.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <CiLink id={id} name={name} />
        </span>
      ))}
    </>
  );
}
