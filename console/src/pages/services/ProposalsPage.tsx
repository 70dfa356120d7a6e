import { Button } from "@mantine/core";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CiLink } from "../../entities/ci";
import { useCan } from "../../entities/session";
import {
  getServiceProposals,
  liveOn,
  messageOf,
  postServiceProposalsByIdAccept,
  postServiceProposalsByIdReject,
  postServiceProposalsByIdUndo,
  type ServiceProposal,
} from "../../shared/api";
import { Timestamp } from "../../shared/time";
import { Card, Empty, PageBody, PageHeader, QueryState, SimpleTable, showToast } from "../../shared/ui";

const proposalsQuery = queryOptions({
  queryKey: ["service-proposals"],
  queryFn: ({ signal }) => getServiceProposals({ signal }),
  meta: liveOn("ci", "service"),
});

/** Technical services that discovery suggests: made by a click, or let be, and either taken back. */
export default function ProposalsPage() {
  const query = useQuery(proposalsQuery);
  return (
    <>
      <PageHeader title="Suggested services" />
      <PageBody>
        <QueryState query={query} rows={8}>
          {({ items }) => (
            <>
              <Waiting items={items.filter(({ decision }) => !decision)} />
              <Decided items={items.filter(({ decision }) => decision)} />
            </>
          )}
        </QueryState>
      </PageBody>
    </>
  );
}

function Ends({ ends }: { readonly ends: ServiceProposal["parts"] }) {
  return (
    <>
      {ends.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <CiLink id={id} name={name} />
        </span>
      ))}
    </>
  );
}

function Waiting({ items }: { readonly items: readonly ServiceProposal[] }) {
  const mayWrite = useCan("ci:write");
  return (
    <Card title="Suggested" about="Of what is connected to what" flush>
      {items.length === 0 ? (
        <Empty kind="all-good" title="Nothing is suggested">
          Programs that others are connected to are suggested once discovery has seen the connections.
        </Empty>
      ) : (
        <SimpleTable
          label="Suggested services"
          rows={items}
          keyOf={({ id }) => id}
          columns={[
            { header: "Service", width: "22%", cell: ({ name }) => <strong className="strong">{name}</strong> },
            { header: "Made of", width: "22%", cell: ({ parts }) => <Ends ends={parts} /> },
            { header: "Needed by", width: "20%", cell: ({ neededBy }) => <Ends ends={neededBy} /> },
            { header: "Because", cell: ({ reasons }) => reasons.join("; ") },
            ...(mayWrite
              ? [
                  {
                    header: "Actions",
                    quietHeader: true,
                    width: "170px",
                    cell: (proposal: ServiceProposal) => <Decide proposal={proposal} />,
                  },
                ]
              : []),
          ]}
        />
      )}
    </Card>
  );
}

/** What a decision does is on the screen as soon as it is done. */
function useDecision(decide: () => Promise<unknown>, done: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: decide,
    onSuccess: async () => {
      await queries.invalidateQueries();
      showToast(done);
    },
    onError: (problem) => showToast(messageOf(problem) ?? "It was not done.", { state: "critical" }),
  });
}

function Decide({ proposal }: { readonly proposal: ServiceProposal }) {
  const path = { id: proposal.id };
  const accept = useDecision(() => postServiceProposalsByIdAccept({ path }), `${proposal.name} is a service now.`);
  const reject = useDecision(
    () => postServiceProposalsByIdReject({ path }),
    `${proposal.name} is not suggested any more.`,
  );
  return (
    <span className="nowrap">
      <Button
        size="compact-xs"
        loading={accept.isPending}
        aria-label={`Accept ${proposal.name}`}
        onClick={() => accept.mutate()}
      >
        Accept
      </Button>{" "}
      <Button
        size="compact-xs"
        variant="default"
        loading={reject.isPending}
        aria-label={`Reject ${proposal.name}`}
        onClick={() => reject.mutate()}
      >
        Reject
      </Button>
    </span>
  );
}

function Decided({ items }: { readonly items: readonly ServiceProposal[] }) {
  const mayWrite = useCan("ci:write");
  if (items.length === 0) return null;
  return (
    <Card title="Decided" flush>
      <SimpleTable
        label="Decided suggestions"
        rows={items}
        keyOf={({ id }) => id}
        columns={[
          {
            header: "Service",
            width: "34%",
            cell: ({ name, serviceId }) => (serviceId ? <Link to={`/services/${serviceId}`}>{name}</Link> : name),
          },
          { header: "Decision", width: "16%", cell: ({ decision }) => decision },
          { header: "By", cell: ({ decidedBy }) => decidedBy },
          {
            header: "When",
            width: "16%",
            cell: ({ decidedAt }) => decidedAt && <Timestamp at={decidedAt} show="time" />,
          },
          ...(mayWrite
            ? [
                {
                  header: "Actions",
                  quietHeader: true,
                  width: "110px",
                  cell: (proposal: ServiceProposal) => <TakeBack proposal={proposal} />,
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}

function TakeBack({ proposal }: { readonly proposal: ServiceProposal }) {
  const undo = useDecision(
    () => postServiceProposalsByIdUndo({ path: { id: proposal.id } }),
    `What was decided about ${proposal.name} was taken back.`,
  );
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={undo.isPending}
      aria-label={`Take back ${proposal.name}`}
      onClick={() => undo.mutate()}
    >
      Take back
    </Button>
  );
}
