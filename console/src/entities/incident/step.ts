import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Incident } from "../../shared/api";
import type { Command } from "../../shared/command";
import { showToast } from "../../shared/ui";

/** Something that can be done with an incident: its command, and the dialog that it may open. */
export interface IncidentFeature {
  readonly command: Command;
  readonly dialog?: ReactNode;
  /** Why it failed the last time; shown where the action stands, never only in a toast. */
  readonly error: unknown;
}

/** One step of an incident: tells the server, then shows the incident as it is now without waiting for the live stream. */
export function useIncidentStep<Input>(
  call: (input: Input) => Promise<Incident>,
  done: ((incident: Incident) => string) | undefined,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSuccess: (incident) => {
      queries.setQueryData(["incident", incident.number], incident);
      void queries.invalidateQueries({ queryKey: ["incident", incident.number, "timeline"] });
      if (done) showToast(done(incident));
    },
    // Somebody else was faster: show what is true now beside the message.
    onError: () => void queries.invalidateQueries({ queryKey: ["incident"] }),
  });
}

export function allows(incident: Incident, action: Incident["actions"][number]): boolean {
  return incident.actions.includes(action);
}
