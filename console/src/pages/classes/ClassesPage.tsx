import { Button } from "@mantine/core";
import { IconFileExport, IconFileImport, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ciModelQuery, InventoryTabs } from "../../entities/ci";
import { useCan } from "../../entities/session";
import { ImportClassesDialog } from "../../features/import-classes/ImportClassesDialog";
import { ButtonLink, Fact, PageHeader, QueryState } from "../../shared/ui";
import { ClassTree } from "./ClassTree";
import { ClassView } from "./ClassView";
import classes from "./classes.module.css";
import { VersionsCard } from "./VersionsCard";

/** The model: every class as a tree, one in full, and the history of changes. */
export default function ClassesPage() {
  const { name } = useParams({ strict: false }) as { name?: string };
  const query = useQuery(ciModelQuery);
  const mayWrite = useCan("class:write");
  const [importing, setImporting] = useState(false);
  return (
    <>
      <PageHeader
        title="Classes"
        actions={
          mayWrite && (
            <ButtonLink to="/class-editor" variant="filled" leftSection={<IconPlus size={15} />}>
              New class
            </ButtonLink>
          )
        }
        facts={
          query.data && (
            <>
              <Fact label="Classes">{query.data.classes.length}</Fact>
              <Fact label="Made or extended here">
                {query.data.classes.filter(({ origin }) => origin !== "shipped").length}
              </Fact>
              <Fact label="Version">{query.data.version}</Fact>
            </>
          )
        }
      >
        <InventoryTabs current="/classes" />
      </PageHeader>
      <QueryState query={query} rows={12}>
        {(tree) => (
          <div className={classes.split}>
            <ClassTree nodes={tree.classes} current={name} />
            <div className={classes.view}>
              {tree.problems.length > 0 && <Problems problems={tree.problems} />}
              {name === undefined ? (
                <VersionsCard
                  version={tree.version}
                  actions={<Files onImport={mayWrite ? () => setImporting(true) : undefined} />}
                />
              ) : (
                <ClassView name={name} />
              )}
            </div>
          </div>
        )}
      </QueryState>
      {importing && query.data && (
        <ImportClassesDialog version={query.data.version} onClose={() => setImporting(false)} />
      )}
    </>
  );
}

/** What was made here, as a file. */
function Files({ onImport }: { readonly onImport: (() => void) | undefined }) {
  return (
    <>
      <Button
        component="a"
        href="/api/v1/ci-model/export"
        download="classes.yaml"
        variant="default"
        leftSection={<IconFileExport size={15} />}
      >
        Export
      </Button>
      {onImport && (
        <Button variant="default" leftSection={<IconFileImport size={15} />} onClick={onImport}>
          Import
        </Button>
      )}
    </>
  );
}

function Problems({ problems }: { readonly problems: readonly string[] }) {
  return (
    <div className={classes.problem} role="alert">
      <p className="strong">What was made here does not fit the program's classes any more and is not in force:</p>
      <ul>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </div>
  );
}
