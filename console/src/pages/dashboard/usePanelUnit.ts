import { useQuery } from "@tanstack/react-query";
import { metadataQuery, syntaxQuery, unitOf } from "../../entities/metric";
import { withBuiltIns } from "../../shared/chart";

/** Any span will do: what unit an expression has does not depend on it. */
const SPAN = { step: 60, range: 3600 };

/** The unit of a panel: the one that its author wrote, else the one that follows from its first query. */
export function usePanelUnit(written: string, expr: string): string | undefined {
  const needed = written === "" && expr !== "";
  const syntax = useQuery({ ...syntaxQuery(withBuiltIns(expr, SPAN)), enabled: needed });
  const metadata = useQuery({ ...metadataQuery, enabled: needed });
  if (!needed) return written;
  return metadata.data && unitOf(syntax.data, metadata.data);
}
