import { PageBody } from "../../shared/ui";
import { ChartsCard } from "./ChartsCard";
import type { SituationProps } from "./Situation";

/** Every curve, larger. */
export function TelemetryTab(props: SituationProps) {
  return (
    <PageBody>
      <ChartsCard {...props} max={Number.POSITIVE_INFINITY} height={200} />
    </PageBody>
  );
}
