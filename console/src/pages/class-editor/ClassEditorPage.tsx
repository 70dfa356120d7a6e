import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ciClassQuery, ciModelQuery } from "../../entities/ci";
import type { ClassDetail } from "../../shared/api";
import { PageHeader, QueryState } from "../../shared/ui";
import { ClassEditor } from "./ClassEditor";

const TEMPLATE = `name: new_class
label: New class
plural: New classes
parent: item
keyedBy: name
`;

/** Makes a class, changes one that was made here, or adds to one that comes with Binnacle. */
export default function ClassEditorPage() {
  const { name } = useParams({ strict: false }) as { name?: string };
  const tree = useQuery(ciModelQuery);
  const detail = useQuery({ ...ciClassQuery(name ?? ""), enabled: name !== undefined });
  return (
    <>
      <PageHeader title={titleOf(name, detail.data)} />
      <QueryState query={tree} rows={10}>
        {({ version, classes }) =>
          name === undefined ? (
            <ClassEditor start={TEMPLATE} version={version} classes={classes} />
          ) : (
            <QueryState query={detail} rows={10}>
              {(known) => <ClassEditor key={name} start={startOf(known)} version={known.version} classes={classes} />}
            </QueryState>
          )
        }
      </QueryState>
    </>
  );
}

function titleOf(name: string | undefined, detail: ClassDetail | undefined): string {
  if (name === undefined) {
    return "New class";
  }
  const label = detail?.ciClass.label ?? name;
  return detail?.ciClass.origin === "own" ? `Edit ${label}` : `Extend ${label}`;
}

function startOf({ yaml, ciClass }: ClassDetail): string {
  return yaml ?? `name: ${ciClass.name}\nextends: true\nattributes:\n- name: note\n  label: Note\n`;
}
