import { useQuery } from "@tanstack/react-query";
import { metadataQuery, syntaxQuery, unitOf } from "../../entities/metric";
import type { DashboardPanel } from "../../shared/api";
import { withBuiltIns } from "../../shared/chart";

/** Any span will do: what unit an expression has does not depend on it. */
const SPAN = { step: 60, range: 3600 };

/**
 * The unit of a panel: the one that its author wrote, else the one that follows from its first query; of a heat map, that of
 * what its buckets hold, which is that of a quantile of them.
 */
export function usePanelUnit(
  { unit: written, kind }: Pick<DashboardPanel, "unit" | "kind">,
  expr: string,
): string | undefined {
  const needed = written === "" && expr !== "";
  const asked = kind === "heatmap" ? `histogram_quantile(0.5, ${expr})` : expr;
  const syntax = useQuery({ ...syntaxQuery(withBuiltIns(asked, SPAN)), enabled: needed });
  const metadata = useQuery({ ...metadataQuery, enabled: needed });
  if (!needed) return written;
  return metadata.data && unitOf(syntax.data, metadata.data);
}
