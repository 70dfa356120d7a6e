import { CiLink } from "../../entities/ci";
import { DriftState, fieldWords, kindWord } from "../../entities/drift";
import type { Drift } from "../../shared/api";
import { NO_VALUE } from "../../shared/format/units";
import type { TableColumn } from "../../shared/table";
import { Timestamp } from "../../shared/time";

export const COLUMNS: readonly TableColumn<Drift>[] = [
  {
    id: "kind",
    header: "Kind",
    width: "128px",
    sort: "kind",
    cell: ({ kind }) => kindWord(kind),
    text: ({ kind }) => kind,
  },
  {
    id: "item",
    header: "Item",
    width: "20%",
    sort: "name",
    cell: ({ ciId, ciName }) => <CiLink id={ciId} name={ciName} />,
    text: ({ ciName }) => ciName,
  },
  {
    id: "class",
    header: "Class",
    width: "128px",
    sort: "class",
    hideBelow: "medium",
    cell: ({ ciClass }) => ciClass.replaceAll("_", " "),
    text: ({ ciClass }) => ciClass,
  },
  {
    id: "field",
    header: "Attribute",
    width: "120px",
    sort: "field",
    hideBelow: "narrow",
    cell: (drift) => fieldWords(drift) || NO_VALUE,
    text: ({ field }) => field,
  },
  {
    id: "intended",
    header: "Intended",
    hideBelow: "narrow",
    cell: ({ intended, intendedBy }) => <span title={intendedBy.join(", ")}>{intended ?? NO_VALUE}</span>,
    text: ({ intended }) => intended ?? "",
  },
  {
    id: "observed",
    header: "Seen",
    hideBelow: "narrow",
    cell: ({ observed, observedBy }) => <span title={observedBy.join(", ")}>{observed ?? NO_VALUE}</span>,
    text: ({ observed }) => observed ?? "",
  },
  {
    id: "site",
    header: "Site",
    width: "110px",
    sort: "site",
    hideBelow: "wide",
    cell: ({ site }) => site ?? NO_VALUE,
    text: ({ site }) => site ?? "",
  },
  {
    id: "state",
    header: "State",
    width: "150px",
    sort: "state",
    hideBelow: "wide",
    cell: (drift) => <DriftState drift={drift} />,
    text: ({ state }) => state,
  },
  {
    id: "since",
    header: "Since",
    width: "116px",
    numeric: true,
    sort: "since",
    descendingFirst: true,
    hideBelow: "medium",
    cell: ({ since }) => <Timestamp at={since} show="time" />,
    text: ({ since }) => since,
  },
];
