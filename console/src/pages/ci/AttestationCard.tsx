import { useQuery } from "@tanstack/react-query";
import { ciAttestationsQuery } from "../../entities/ci";
import { AttestButton } from "../../features/attest-cis/AttestButton";
import type { Attestation, CiClass, ConfigurationItem } from "../../shared/api";
import { Timestamp } from "../../shared/time";
import { Card, QueryState, StateWord } from "../../shared/ui";
import { attestationState } from "./attestation";

interface AttestationCardProps {
  readonly ci: ConfigurationItem;
  readonly ciClass: CiClass | undefined;
}

const SHOWN_MAX = 5;

/** Who looked at the item and found it right, and whether somebody has to again. */
export function AttestationCard({ ci, ciClass }: AttestationCardProps) {
  const query = useQuery(ciAttestationsQuery(ci.id));
  const every = ciClass?.attestEvery ?? undefined;
  return (
    <Card
      title="Attestation"
      about={every && `Every ${every}`}
      actions={<AttestButton what={{ id: ci.id, name: ci.name }} />}
    >
      <QueryState query={query} rows={1}>
        {({ items }) => (
          <>
            <Standing latest={items[0]} every={every} />
            <ul>
              {items.slice(0, SHOWN_MAX).map(({ id, attestedBy, attestedAt, note }) => (
                <li key={id} className="small">
                  {attestedBy}, <Timestamp at={attestedAt} show="both" />
                  {note && <p className="muted">{note}</p>}
                </li>
              ))}
            </ul>
            {items.length > SHOWN_MAX && <p className="muted small">and {items.length - SHOWN_MAX} more before</p>}
          </>
        )}
      </QueryState>
    </Card>
  );
}

function Standing({ latest, every }: { readonly latest: Attestation | undefined; readonly every: string | undefined }) {
  switch (attestationState(latest?.attestedAt, every, Date.now())) {
    case "holds":
      return <StateWord state="ok" word="Attested" />;
    case "due":
      return <StateWord state="warning" word="Due again" />;
    case "never":
      return <StateWord state="unknown" word="Never attested" />;
  }
}
