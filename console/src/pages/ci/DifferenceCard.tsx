import { useQuery } from "@tanstack/react-query";
import {
  attributeText,
  CiLink,
  ciQuery,
  ciRelationsQuery,
  pastCiQuery,
  pastRelationsQuery,
  relationWords,
} from "../../entities/ci";
import type { CiClass, ConfigurationItem, RelatedItem } from "../../shared/api";
import { NO_VALUE } from "../../shared/format/units";
import { AsOf } from "../../shared/time/AsOf";
import { Card, Empty, Loading, SimpleTable } from "../../shared/ui";
import classes from "./past.module.css";
import { type Difference, differencesOf, relationDifferences } from "./versions";

interface DifferenceCardProps {
  readonly ci: ConfigurationItem;
  readonly ciClass: CiClass | undefined;
  readonly at: string;
  readonly known: string;
  /** The other instant; empty for now. */
  readonly against: string;
  readonly onAgainst: (against: string) => void;
}

/** What differs between the instant that is shown and another one. */
export function DifferenceCard({ ci, ciClass, at, known, against, onAgainst }: DifferenceCardProps) {
  const before = useQuery(pastCiQuery(ci.id, at, known));
  const beforeRelations = useQuery({ ...pastRelationsQuery(ci.id, at, known), enabled: before.data !== undefined });
  const now = against === "";
  const current = useQuery({ ...ciQuery(ci.id), enabled: now });
  const past = useQuery({ ...pastCiQuery(ci.id, against), enabled: !now });
  const currentRelations = useQuery({ ...ciRelationsQuery(ci.id), enabled: now });
  const pastRelations = useQuery({ ...pastRelationsQuery(ci.id, against), enabled: !now && past.data !== undefined });
  const after = now ? current : past;
  const afterRelations = now ? currentRelations : pastRelations;
  if (before.isError) {
    return null;
  }
  const fields = before.data && after.data ? differencesOf(before.data, after.data, ciClass) : undefined;
  const links =
    beforeRelations.data && afterRelations.data
      ? relationDifferences(beforeRelations.data.items, afterRelations.data.items)
      : undefined;
  return (
    <Card
      title="What is different"
      about={<AsOf label="Compared with" words="compared with" at={against} onChange={onAgainst} />}
      flush
    >
      {after.isError ? (
        <Empty kind="no-match" title="There was no such item at that other instant" />
      ) : fields === undefined || links === undefined ? (
        <Loading rows={3} />
      ) : fields.length + links.gone.length + links.come.length === 0 ? (
        <Empty kind="all-good" title="Nothing that has a past differs" />
      ) : (
        <>
          {fields.length > 0 && <Fields fields={fields} now={now} />}
          <Links words="Had, and has not any more" links={links.gone} />
          <Links words="Has, and had not" links={links.come} />
        </>
      )}
    </Card>
  );
}

function Fields({ fields, now }: { readonly fields: readonly Difference[]; readonly now: boolean }) {
  const text = ({ attribute }: Difference, value: unknown) =>
    attribute ? attributeText(attribute, value) : value === undefined ? NO_VALUE : String(value);
  return (
    <SimpleTable<Difference>
      label="Values that differ"
      rows={fields}
      keyOf={({ label }) => label}
      columns={[
        { header: "Value", width: "24%", cell: ({ label }) => label },
        { header: "Then", width: "38%", cell: (one) => text(one, one.before) },
        { header: now ? "Now" : "At the other instant", cell: (one) => <strong>{text(one, one.after)}</strong> },
      ]}
    />
  );
}

const LINKS_MAX = 40;

function Links({ words, links }: { readonly words: string; readonly links: readonly RelatedItem[] }) {
  if (links.length === 0) {
    return null;
  }
  return (
    <div className={classes.links}>
      <span className="muted">{words}</span>
      <ul>
        {links.slice(0, LINKS_MAX).map(({ relation, outgoing, item }) => (
          <li key={relation.id}>
            {relationWords(relation.type, outgoing)} <CiLink id={item.id} name={item.name} />
          </li>
        ))}
        {links.length > LINKS_MAX && <li className="muted">and {links.length - LINKS_MAX} more</li>}
      </ul>
    </div>
  );
}
