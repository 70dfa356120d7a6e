import { Button } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ciClassQuery, failureWords } from "../../entities/ci";
import { useCan } from "../../entities/session";
import { DeleteClassDialog } from "../../features/delete-class/DeleteClassDialog";
import type { ClassDetail, IdentificationRule, PrecedenceRule, RelationRule } from "../../shared/api";
import { ButtonLink, Card, Fact, QueryState, type SimpleColumn, SimpleTable } from "../../shared/ui";
import { AttributesTable } from "./AttributesTable";
import classes from "./classes.module.css";
import { VersionsCard } from "./VersionsCard";

/** One class in full: its attributes, how its items are found, whose values count, and what it may be related to. */
export function ClassView({ name }: { readonly name: string }) {
  const query = useQuery(ciClassQuery(name));
  return (
    <QueryState query={query} rows={10}>
      {(detail) => (
        <>
          <Head detail={detail} />
          <Card title="Attributes" flush>
            <AttributesTable ciClass={detail.ciClass} />
          </Card>
          <Card title="Identification" about="The surest first; a hint alone never makes two items one" flush>
            <SimpleTable
              label="Identification"
              rows={detail.ciClass.identification}
              keyOf={(rule) => rule.by.join("+")}
              columns={IDENTIFICATION}
            />
          </Card>
          <Card title="Whose value counts" about="The first line that is for the attribute" flush>
            <SimpleTable
              label="Precedence"
              rows={detail.ciClass.precedence}
              keyOf={(rule) => `${rule.attributes.join()} ${rule.sources.join()}`}
              columns={PRECEDENCE}
            />
          </Card>
          <Card title="Relations" flush>
            <Relations detail={detail} />
          </Card>
          <VersionsCard version={detail.version} of={name} />
        </>
      )}
    </QueryState>
  );
}

const ORIGINS = { shipped: "Binnacle", extended: "Binnacle, extended here", own: "here" } as const;

function Head({ detail }: { readonly detail: ClassDetail }) {
  const { ciClass, definition, version } = detail;
  const mayWrite = useCan("class:write");
  const [deleting, setDeleting] = useState(false);
  const actions = (
    <>
      {ciClass.concrete && <ButtonLink to={`/inventory/${ciClass.name}`}>Items</ButtonLink>}
      {mayWrite && (
        <ButtonLink to={`/class-editor/${ciClass.name}`} leftSection={<IconPencil size={15} />}>
          {ciClass.origin === "shipped" ? "Extend" : "Edit"}
        </ButtonLink>
      )}
      {mayWrite && definition && (
        <Button variant="default" leftSection={<IconTrash size={15} />} onClick={() => setDeleting(true)}>
          {ciClass.origin === "own" ? "Delete" : "Take back"}
        </Button>
      )}
    </>
  );
  return (
    <Card title={ciClass.label} about={<code>{ciClass.name}</code>} actions={actions}>
      {ciClass.description && <p>{ciClass.description}</p>}
      <div className={classes.facts}>
        <Fact label="Made by">{ORIGINS[ciClass.origin]}</Fact>
        {ciClass.parent && (
          <Fact label="Inherits from">
            <Link to={`/classes/${ciClass.parent}`}>{ciClass.parent}</Link>
          </Fact>
        )}
        {!ciClass.concrete && <Fact label="Abstract">has no items of its own</Fact>}
        {ciClass.keyedBy && <Fact label="Key">{ciClass.keyedBy}</Fact>}
        <Fact label="Retired after">{ciClass.retireAfter} missing</Fact>
        {ciClass.attestEvery && <Fact label="Attested every">{ciClass.attestEvery}</Fact>}
      </div>
      {deleting && <DeleteClassDialog ciClass={ciClass} version={version} onClose={() => setDeleting(false)} />}
    </Card>
  );
}

const IDENTIFICATION: readonly SimpleColumn<IdentificationRule>[] = [
  { header: "By", cell: ({ by }) => <code>{by.join(" + ")}</code> },
  { header: "Sureness", width: "100px", align: "end", cell: ({ sureness }) => `${Math.round(sureness * 100)} %` },
  { header: "Kind", width: "120px", cell: ({ unique }) => (unique ? "identity" : "hint") },
  { header: "Not by", cell: ({ ignore }) => <span className="muted">{ignore.join(", ")}</span> },
];

const MODES = { locked: "locked", fill_if_empty: "fill if empty", overwrite: "overwrite" } as const;

const PRECEDENCE: readonly SimpleColumn<PrecedenceRule>[] = [
  { header: "Attributes", cell: ({ attributes }) => (attributes.length === 0 ? "all others" : attributes.join(", ")) },
  { header: "Sources", cell: ({ sources }) => sources.map((each) => (each === "*" ? "any other" : each)).join(" › ") },
  { header: "Mode", width: "110px", cell: ({ mode }) => MODES[mode] },
  { header: "Half after", width: "100px", cell: ({ halfLife }) => halfLife ?? "never" },
];

function Relations({ detail: { ciClass, relations } }: { readonly detail: ClassDetail }) {
  // A relation of a class with itself is read from its start.
  const outgoing = (rule: RelationRule) => rule.from === ciClass.name || rule.to !== ciClass.name;
  const columns: readonly SimpleColumn<RelationRule>[] = [
    {
      header: "From",
      cell: ({ from }) => <Link to={`/classes/${from}`}>{from}</Link>,
    },
    { header: "Relation", cell: ({ label }) => label },
    {
      header: "To",
      cell: ({ to }) => <Link to={`/classes/${to}`}>{to}</Link>,
    },
    { header: "Ends", width: "130px", cell: ({ cardinality }) => cardinality.replaceAll("_", " ") },
    { header: "A failure goes", width: "130px", cell: (rule) => failureWords(rule, outgoing(rule)) },
  ];
  return (
    <SimpleTable
      label="Relations"
      rows={relations}
      keyOf={({ from, type, to }) => `${from} ${type} ${to}`}
      columns={columns}
    />
  );
}
