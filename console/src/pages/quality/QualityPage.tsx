import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { ciClassesQuery, InventoryTabs, qualityQuery } from "../../entities/ci";
import { AttestButton } from "../../features/attest-cis/AttestButton";
import type { ClassQuality, ClassSummary } from "../../shared/api";
import { Card, Empty, PageBody, PageHeader, QueryState, SimpleTable, StateWord, UsageBar } from "../../shared/ui";
import { ageWords, type Completeness, type Finding, isAttestable, itemsWords, type Seen, scoreWords } from "./quality";
import classes from "./quality.module.css";

/** How well what exists is known: what is filled, what is stale, for what nobody answers, what nobody looked at. */
export default function QualityPage() {
  const { ciClass: name } = useParams({ strict: false }) as { ciClass?: string };
  const query = useQuery(ciClassesQuery);
  return (
    <>
      <PageHeader title="Quality">
        <InventoryTabs current="/quality" />
      </PageHeader>
      <QueryState query={query} rows={8}>
        {({ items }) => <Chosen summaries={items} name={name} />}
      </QueryState>
    </>
  );
}

function Chosen({
  summaries,
  name,
}: {
  readonly summaries: readonly ClassSummary[];
  readonly name: string | undefined;
}) {
  const navigate = useNavigate();
  const sorted = [...summaries].sort((a, b) => a.ciClass.plural.localeCompare(b.ciClass.plural));
  // Of servers people ask first; without any, of what there is most.
  const [most] = [...summaries].sort((a, b) => b.inService - a.inService);
  const first = summaries.some(({ ciClass }) => ciClass.name === "server") ? "server" : most?.ciClass.name;
  const chosen = name ?? first;
  if (chosen === undefined) {
    return <Empty kind="not-set-up" title="Nothing is known yet" />;
  }
  const choices = [
    { value: "item", label: "Everything" },
    ...sorted.map(({ ciClass }) => ({ value: ciClass.name, label: ciClass.plural })),
  ];
  return (
    <PageBody>
      <div className={classes.tools}>
        <NativeSelect
          aria-label="Class"
          value={chosen}
          data={choices.some(({ value }) => value === chosen) ? choices : [...choices, chosen]}
          onChange={(event) => void navigate({ to: `/quality/${event.currentTarget.value}` })}
        />
      </div>
      <OfClass key={chosen} name={chosen} />
    </PageBody>
  );
}

function OfClass({ name }: { readonly name: string }) {
  const query = useQuery(qualityQuery(name));
  return (
    <QueryState query={query} rows={8}>
      {(quality) => (
        <>
          <p>
            <strong>{scoreWords(quality)}</strong> <ListLink q={quality.q} words={`Of ${itemsWords(quality.items)}`} />
          </p>
          <Rules quality={quality} />
          <Attributes quality={quality} />
          <Ages quality={quality} />
        </>
      )}
    </QueryState>
  );
}

function ListLink({ q, words }: { readonly q: string; readonly words: string }) {
  return (
    <Link to="/inventory" search={{ q } as never}>
      {words}
    </Link>
  );
}

function Rules({ quality }: { readonly quality: ClassQuality }) {
  return (
    <Card title="Rules" flush>
      <SimpleTable<Finding>
        label="Rules"
        rows={quality.rules}
        keyOf={({ rule }) => rule}
        columns={[
          { header: "State", width: "110px", cell: stateCell },
          { header: "Rule", width: "34%", cell: ({ title }) => <strong className="strong">{title}</strong> },
          { header: "Items", width: "12%", align: "end", cell: itemsCell },
          { header: "Why", cell: ({ why }) => <span className="muted">{why}</span> },
          { header: "Actions", width: "90px", quietHeader: true, cell: attestCell },
        ]}
      />
    </Card>
  );
}

function stateCell({ count }: Finding) {
  return count === 0 ? <StateWord state="ok" word="Kept" /> : <StateWord state="warning" word="Broken" />;
}

function itemsCell({ count, q }: Finding) {
  return count === 0 ? "0" : <ListLink q={q} words={count.toLocaleString("en-GB")} />;
}

function attestCell(finding: Finding) {
  const { title, q, count } = finding;
  return isAttestable(finding) && <AttestButton what={{ q, count }} label={`Attest all: ${title}`} />;
}

function Attributes({ quality }: { readonly quality: ClassQuality }) {
  return (
    <Card title="Completeness" about="What is required or expected first, the emptiest first" flush>
      <SimpleTable<Completeness>
        label="Completeness"
        rows={quality.attributes}
        keyOf={({ attribute }) => attribute}
        columns={[
          { header: "Attribute", width: "26%", cell: ({ label }) => label },
          { header: "Wanted", width: "12%", cell: ({ wanted }) => wanted },
          { header: "Known of", width: "14%", align: "end", cell: ({ known }) => known.toLocaleString("en-GB") },
          { header: "Share", width: "24%", cell: (one) => <Share one={one} items={quality.items} /> },
          {
            header: "Lacking",
            align: "end",
            cell: ({ known, lacking }) =>
              known < quality.items && <ListLink q={lacking} words={(quality.items - known).toLocaleString("en-GB")} />,
          },
        ]}
      />
    </Card>
  );
}

function Share({ one, items }: { readonly one: Completeness; readonly items: number }) {
  const share = items === 0 ? 0 : one.known / items;
  return (
    <UsageBar
      ratio={share}
      state={one.wanted !== "optional" && share < 1 ? "warning" : "ok"}
      label={`${one.label} known`}
    />
  );
}

function Ages({ quality }: { readonly quality: ClassQuality }) {
  return (
    <Card title="Last seen" flush>
      <SimpleTable<Seen>
        label="Last seen"
        rows={quality.seen}
        keyOf={ageWords}
        columns={[
          { header: "When", width: "38%", cell: ageWords },
          {
            header: "Items",
            width: "14%",
            align: "end",
            cell: ({ count, q }) => (count === 0 ? "0" : <ListLink q={q} words={count.toLocaleString("en-GB")} />),
          },
          {
            header: "Share",
            cell: (one) => (
              <UsageBar
                ratio={quality.items === 0 ? 0 : one.count / quality.items}
                state="ok"
                label={`Seen ${ageWords(one)}`}
              />
            ),
          },
        ]}
      />
    </Card>
  );
}
