import type { Quorum, Service, ServiceContent } from "../../shared/api";

/** A part in the form: what its item is called stands beside, for people. */
export interface PartDraft {
  readonly id: string;
  readonly name: string;
  readonly ciClass: string;
  readonly weight: string;
  readonly group: string;
}

/** A service in the form: everything is text until it is sent, so that half a number can be typed. */
export interface ServiceDraft {
  readonly ciClass: string;
  readonly name: string;
  readonly description: string;
  readonly outcome: string;
  readonly owner: string;
  readonly supportGroup: string;
  readonly criticality: string;
  readonly calendar: string;
  readonly valuePerHour: string;
  readonly currency: string;
  readonly availabilityTarget: string;
  readonly works: string;
  readonly parts: readonly PartDraft[];
  /** How many of each group must work, by the group's name. */
  readonly groups: Readonly<Record<string, string>>;
}

export const EMPTY: ServiceDraft = {
  ciClass: "business_service",
  name: "",
  description: "",
  outcome: "",
  owner: "",
  supportGroup: "",
  criticality: "",
  calendar: "",
  valuePerHour: "",
  currency: "",
  availabilityTarget: "",
  works: "all",
  parts: [],
  groups: {},
};

/** How a quorum is typed: `all`, `any`, or a number. */
export function quorumText(quorum: Quorum): string {
  return quorum.rule === "k_of_n" ? String(quorum.needed ?? "") : quorum.rule;
}

/** What is typed as a quorum; what is none is sent as it is, and refused with its field. */
export function quorumOf(text: string): Quorum {
  const word = text.trim().toLowerCase();
  if (word === "" || word === "all") return { rule: "all", needed: null };
  return word === "any" ? { rule: "any", needed: null } : { rule: "k_of_n", needed: Math.trunc(Number(word)) || 0 };
}

export function draftOf(service: Service): ServiceDraft {
  return {
    ciClass: service.ciClass,
    name: service.name,
    description: service.description ?? "",
    outcome: service.outcome ?? "",
    owner: service.owner ?? "",
    supportGroup: service.supportGroup ?? "",
    criticality: service.criticality ?? "",
    calendar: service.calendar ?? "",
    valuePerHour: numberText(service.valuePerHour),
    currency: service.currency ?? "",
    availabilityTarget: numberText(service.availabilityTarget),
    works: quorumText(service.quorum),
    parts: service.parts.map((part) => ({
      id: part.id,
      name: part.name,
      ciClass: part.ciClass,
      weight: String(part.weight),
      group: part.group ?? "",
    })),
    groups: Object.fromEntries(service.groups.map((group) => [group.name, quorumText(group.quorum)])),
  };
}

/** The groups that parts name, in their order; one that nobody names any more is gone. */
export function groupsOf(draft: ServiceDraft): readonly string[] {
  return [...new Set(draft.parts.map((part) => part.group.trim()).filter((name) => name !== ""))];
}

export function contentOf(draft: ServiceDraft): ServiceContent {
  return {
    ciClass: draft.ciClass,
    name: draft.name.trim(),
    description: textOrNull(draft.description),
    outcome: textOrNull(draft.outcome),
    owner: textOrNull(draft.owner),
    supportGroup: textOrNull(draft.supportGroup),
    criticality: textOrNull(draft.criticality),
    calendar: textOrNull(draft.calendar),
    valuePerHour: numberOrNull(draft.valuePerHour),
    currency: textOrNull(draft.currency.toUpperCase()),
    availabilityTarget: numberOrNull(draft.availabilityTarget),
    quorum: quorumOf(draft.works),
    parts: draft.parts.map((part) => ({
      id: part.id,
      weight: numberOrNull(part.weight),
      group: textOrNull(part.group),
    })),
    groups: groupsOf(draft).map((name) => ({ name, quorum: quorumOf(draft.groups[name] ?? "any") })),
  };
}

function numberText(value: number | null | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}

function textOrNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}

function numberOrNull(text: string): number | null {
  const value = Number(text.trim());
  return text.trim() === "" || Number.isNaN(value) ? null : value;
}
