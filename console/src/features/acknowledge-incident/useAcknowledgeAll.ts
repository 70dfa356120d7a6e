import { useMutation, useQueryClient } from "@tanstack/react-query";
import { allows } from "../../entities/incident";
import { useCan } from "../../entities/session";
import { type Incident, postIncidentsByNumberAcknowledge } from "../../shared/api";
import { showToast } from "../../shared/ui";

/** Acknowledges those of the incidents that wait for it; one that fails does not hold up the others. */
export function useAcknowledgeAll(incidents: readonly Incident[]) {
  const queries = useQueryClient();
  const may = useCan("incident:write");
  const waiting = incidents.filter((incident) => allows(incident, "acknowledge"));
  const step = useMutation({
    mutationFn: async () => {
      const results = await Promise.allSettled(
        waiting.map(({ number, version }) => postIncidentsByNumberAcknowledge({ path: { number }, body: { version } })),
      );
      const failure = results.find((result) => result.status === "rejected");
      if (failure) throw failure.reason;
      return results.length;
    },
    onSuccess: (count) => showToast(`${count} acknowledged`),
    onSettled: () => void queries.invalidateQueries({ queryKey: ["list", "incidents"] }),
  });
  return { available: may && waiting.length > 0, count: waiting.length, step };
}
