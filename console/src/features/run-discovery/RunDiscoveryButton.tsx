import { Button } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { messageOf, postDiscoveryRuns } from "../../shared/api";

/** Starts a run of a source now; its row in the list of runs shows how it goes. */
export function RunDiscoveryButton({ source, running }: { source: string; running: boolean }) {
  const queries = useQueryClient();
  const run = useMutation({
    mutationFn: () => postDiscoveryRuns({ body: { source } }),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ["discovery-sources"] });
      await queries.invalidateQueries({ queryKey: ["discovery-runs"] });
    },
  });
  return (
    <>
      <span role="status" className="muted small">
        {run.error ? messageOf(run.error) : ""}
      </span>
      <Button
        variant="default"
        h={26}
        leftSection={<IconPlayerPlay size={14} />}
        loading={run.isPending || running}
        aria-label={`Run now: ${source}`}
        onClick={() => run.mutate()}
      >
        Run now
      </Button>
    </>
  );
}
