import { IconFlame } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useCan } from "../../entities/session";
import { type OpenIncident, postIncidents } from "../../shared/api";
import type { Command } from "../../shared/command";

interface OpenIncidentFeature {
  readonly command: Command;
  readonly dialog: ReactNode;
}

const OpenIncidentDialog = lazy(() => import("./OpenIncidentDialog"));

/** Opens an incident by hand, about an item or about none. */
export function useOpenIncident(ci?: { readonly id: string; readonly name: string }): OpenIncidentFeature {
  const may = useCan("incident:write");
  const [opened, setOpened] = useState(false);
  const navigate = useNavigate();
  const step = useMutation({
    mutationFn: (body: OpenIncident) => postIncidents({ body }),
    onSuccess: (incident) => {
      setOpened(false);
      void navigate({ to: `/incidents/${incident.number}` });
    },
  });
  return {
    command: {
      id: "incident.open",
      title: "Open incident",
      section: "Incident",
      icon: IconFlame,
      words: "new report create",
      available: may,
      run: () => {
        step.reset();
        setOpened(true);
      },
    },
    dialog: opened && (
      <Suspense fallback={null}>
        <OpenIncidentDialog
          on={ci?.name}
          pending={step.isPending}
          error={step.error}
          onOpen={(incident) => step.mutate(ci ? { ...incident, ciId: ci.id } : incident)}
          onClose={() => setOpened(false)}
        />
      </Suspense>
    ),
  };
}
