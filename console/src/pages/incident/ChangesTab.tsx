import type { Incident } from "../../shared/api";
import { PageBody } from "../../shared/ui";
import { ChangesCard } from "./ChangesCard";
import type { ChangesBefore } from "./useChangesBefore";

export function ChangesTab(props: { readonly incident: Incident; readonly changes: ChangesBefore }) {
  return (
    <PageBody>
      <ChangesCard {...props} />
    </PageBody>
  );
}
