import type { Attribute, CiClass, ConfigurationItem } from "../../shared/api";

/** What people are expected to know of every item, whatever its class. */
const EXPECTED = new Set(["owner", "support_group", "environment", "criticality"]);
/** An item in service that nobody has seen for longer than this may not be there any more. */
const STALE_MILLIS = 7 * 86_400_000;

/** How many of the items have a value of an attribute. */
export interface Completeness {
  readonly attribute: Attribute;
  /** The class asks for it, people are expected to know it, or neither. */
  readonly wanted: "required" | "expected" | "optional";
  readonly filled: number;
  readonly share: number;
  readonly lacking: readonly ConfigurationItem[];
}

/** One rule, and the items that break it. */
export interface Finding {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly items: readonly ConfigurationItem[];
}

export interface Quality {
  /** What is wanted first, the emptiest first. */
  readonly completeness: readonly Completeness[];
  readonly findings: readonly Finding[];
  /** Of what is required or expected, how much is there; undefined without items. */
  readonly score: number | undefined;
}

const WANTED_ORDER = ["required", "expected", "optional"] as const;

export function qualityOf(items: readonly ConfigurationItem[], ciClass: CiClass, now: number): Quality {
  const completeness = ciClass.attributes.map((attribute) => completenessOf(attribute, items)).sort(byNeed);
  const wanted = completeness.filter((one) => one.wanted !== "optional");
  const possible = wanted.length * items.length;
  return {
    completeness,
    findings: findingsOf(items, wanted, now),
    score: possible === 0 ? undefined : wanted.reduce((sum, { filled }) => sum + filled, 0) / possible,
  };
}

function completenessOf(attribute: Attribute, items: readonly ConfigurationItem[]): Completeness {
  const lacking = items.filter(({ attributes }) => isEmpty(attributes[attribute.name]));
  const filled = items.length - lacking.length;
  return {
    attribute,
    wanted: attribute.constraint?.required ? "required" : EXPECTED.has(attribute.name) ? "expected" : "optional",
    filled,
    share: items.length === 0 ? 0 : filled / items.length,
    lacking,
  };
}

function byNeed(a: Completeness, b: Completeness): number {
  const rank = ({ wanted }: Completeness) => WANTED_ORDER.indexOf(wanted);
  return rank(a) - rank(b) || a.share - b.share || a.attribute.label.localeCompare(b.attribute.label);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function findingsOf(items: readonly ConfigurationItem[], wanted: readonly Completeness[], now: number): Finding[] {
  const inService = items.filter(({ lifecycle }) => lifecycle === "in_service");
  const stage = (item: ConfigurationItem) => item.attributes.stage;
  const required = wanted.filter((one) => one.wanted === "required");
  const incomplete = new Set(required.flatMap(({ lacking }) => lacking));
  return [
    {
      id: "required",
      title: "A required value is missing",
      why:
        required.length === 0
          ? "The class requires none"
          : `Required: ${required.map(({ attribute }) => attribute.label).join(", ")}`,
      items: [...incomplete],
    },
    {
      id: "unowned",
      title: "Nobody answers for it",
      why: "Neither owner nor support group",
      items: inService.filter(({ attributes }) => isEmpty(attributes.owner) && isEmpty(attributes.support_group)),
    },
    {
      id: "stale",
      title: "In service, and not seen for a week",
      why: "Its source may have stopped looking",
      items: inService.filter(({ lastSeen }) => now - Date.parse(lastSeen) > STALE_MILLIS),
    },
    {
      id: "missing",
      title: "No longer found",
      why: "It will be retired by itself unless it comes back",
      items: items.filter(({ lifecycle }) => lifecycle === "missing"),
    },
    {
      id: "unintended",
      title: "Seen, though it should not run",
      why: "Its life cycle says planned, ordered, in stock or retired",
      items: inService.filter((item) => ["planned", "ordered", "in_stock", "retired"].includes(String(stage(item)))),
    },
    {
      id: "vanished",
      title: "Not found, though it should run",
      why: "Its life cycle says in service",
      items: items.filter((item) => item.lifecycle === "missing" && stage(item) === "in_service"),
    },
  ];
}
