import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { type Drift, deleteDriftByIdDecision, messageOf } from "../../shared/api";
import { showToast } from "../../shared/ui";

// A form is loaded when it is opened.
const DecideDriftDialog = lazy(() => import("./DecideDriftDialog"));

/** What can be done about a drift. */
export function DriftActions({ drift }: { readonly drift: Drift }) {
  const queries = useQueryClient();
  const [verdict, setVerdict] = useState<"accept" | "ignore">();
  const undo = useMutation({
    mutationFn: () => deleteDriftByIdDecision({ path: { id: drift.id } }),
    onSuccess: () => queries.invalidateQueries(),
    onError: (problem) => showToast(messageOf(problem) ?? "It was not taken back.", { state: "critical" }),
  });
  return (
    <Group gap={6} wrap="nowrap">
      {drift.state === "open" ? (
        <>
          <Button size="compact-xs" variant="default" onClick={() => setVerdict("accept")}>
            Accept
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setVerdict("ignore")}>
            Ignore
          </Button>
        </>
      ) : (
        <Button size="compact-xs" variant="default" loading={undo.isPending} onClick={() => undo.mutate()}>
          Take back
        </Button>
      )}
      {verdict && (
        <Suspense fallback={null}>
          <DecideDriftDialog drift={drift} verdict={verdict} onClose={() => setVerdict(undefined)} />
        </Suspense>
      )}
    </Group>
  );
}
