import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useCan } from "../../entities/session";
import { getSignatures, messageOf, postSignaturesTry, type Trial as TrialAnswer } from "../../shared/api";
import { NO_VALUE } from "../../shared/format/units";
import { Card, Empty, FormProblem, PageBody, PageHeader, QueryState, SimpleTable, StateWord } from "../../shared/ui";

const EXAMPLE = `signatures:
  - id: shop
    product: Shop
    category: application
    match: [{executable: java}]
    ports: [8080]
`;

/** How programs are recognised, and what a signature would recognise on this machine. */
export default function SignaturesPage() {
  const mayTry = useCan("class:write");
  return (
    <>
      <PageHeader title="Signatures" />
      <PageBody>
        {mayTry && <TryCard />}
        <Known />
      </PageBody>
    </>
  );
}

function TryCard() {
  const [yaml, setYaml] = useState(EXAMPLE);
  const attempt = useMutation({ mutationFn: () => postSignaturesTry({ body: { yaml } }) });
  return (
    <>
      <Card
        title="Try a signature"
        about="On the processes of the machine that Binnacle runs on; nothing is changed"
        actions={
          <Button size="xs" loading={attempt.isPending} onClick={() => attempt.mutate()}>
            Try
          </Button>
        }
      >
        <FormProblem message={messageOf(attempt.error)} />
        <Textarea
          label="Signature, as YAML"
          autosize
          minRows={6}
          maxRows={20}
          spellCheck={false}
          classNames={{ input: "mono" }}
          value={yaml}
          onChange={(event) => setYaml(event.currentTarget.value)}
        />
      </Card>
      {attempt.data && <Found trial={attempt.data} />}
    </>
  );
}

function Found({ trial }: { readonly trial: TrialAnswer }) {
  const matching = trial.processes.filter(({ matches }) => matches).length;
  return (
    <>
      <Card title="Applications that would come of it" flush>
        {trial.applications.length === 0 ? (
          <Empty kind="no-match" title="None of the processes matches" />
        ) : (
          <SimpleTable
            label="Applications"
            rows={trial.applications}
            keyOf={({ key }) => key}
            columns={[
              { header: "Application", width: "26%", cell: ({ name }) => name },
              { header: "Key", width: "22%", cell: ({ key }) => <span className="mono">{key}</span> },
              {
                header: "Version",
                cell: ({ version, versionFrom }) => (version ? `${version} (${versionFrom})` : NO_VALUE),
              },
              { header: "TCP ports", width: "14%", cell: ({ tcpPorts }) => tcpPorts.join(", ") || NO_VALUE },
              { header: "Processes", width: "12%", align: "end", cell: ({ pids }) => pids.length },
            ]}
          />
        )}
      </Card>
      <Card title="Processes" about={`${matching} of ${trial.count} match`} flush>
        <SimpleTable
          label="Processes"
          rows={trial.processes}
          keyOf={({ pid }) => pid}
          columns={[
            { header: "Id", width: "70px", align: "end", cell: ({ pid }) => pid },
            {
              header: "Matches",
              width: "90px",
              cell: ({ matches }) => <StateWord state={matches ? "ok" : "unknown"} word={matches ? "yes" : "no"} />,
            },
            { header: "Why", width: "22%", cell: ({ why }) => why.join("; ") },
            { header: "Command line", cell: ({ commandLine }) => <span className="mono">{commandLine}</span> },
            { header: "User", width: "90px", cell: ({ user }) => user },
            { header: "Today", width: "120px", cell: ({ recognisedAs }) => recognisedAs ?? "not recognised" },
          ]}
        />
      </Card>
    </>
  );
}

function Known() {
  const query = useQuery({ queryKey: ["signatures"], queryFn: ({ signal }) => getSignatures({ signal }) });
  return (
    <Card title="Signatures of the program" about="In the order in which they are tried" flush>
      <QueryState query={query} rows={8}>
        {({ items }) => (
          <SimpleTable
            label="Signatures"
            rows={items}
            keyOf={({ id }) => id}
            columns={[
              { header: "Product", width: "26%", cell: ({ product }) => product },
              { header: "Id", width: "18%", cell: ({ id }) => <span className="mono">{id}</span> },
              { header: "Category", width: "18%", cell: ({ category }) => category },
              { header: "Usual ports", width: "14%", cell: ({ ports }) => ports.join(", ") || NO_VALUE },
              { header: "Packages", cell: ({ packages }) => packages.join(", ") || NO_VALUE },
            ]}
          />
        )}
      </QueryState>
    </Card>
  );
}
