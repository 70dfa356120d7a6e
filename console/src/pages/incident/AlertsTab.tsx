import type { UseQueryResult } from "@tanstack/react-query";
import type { AlertItems } from "../../shared/api";
import { PageBody } from "../../shared/ui";
import { AlertsCard } from "./AlertsCard";

export function AlertsTab({ alerts }: { readonly alerts: UseQueryResult<AlertItems> }) {
  return (
    <PageBody>
      <AlertsCard alerts={alerts} />
    </PageBody>
  );
}
