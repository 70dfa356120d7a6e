import type { Trial } from "../../shared/api";
import { NO_VALUE } from "../../shared/format/units";
import { Card, Empty, SimpleTable, StateWord } from "../../shared/ui";

/** What a trial found: the applications that would come of it, and every process with why it matches. */
export function FoundCards({ trial }: { readonly trial: Trial }) {
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
              { header: "Application", width: "20%", cell: ({ name }) => name },
              { header: "Class", width: "14%", cell: ({ ciClass }) => ciClass },
              { header: "Key", width: "20%", cell: ({ key }) => <span className="mono">{key}</span> },
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
