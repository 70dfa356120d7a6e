import { attributeText } from "../../entities/ci";
import type { Attribute, Resolution, ResolutionCandidate } from "../../shared/api";

/** A value as people read it, with the unit of its attribute where that is known. */
export function valueWords(candidate: ResolutionCandidate | undefined, attribute?: Attribute): string {
  const value = candidate?.statement.value;
  if (attribute && value !== undefined) {
    return attributeText(attribute, value);
  }
  return Array.isArray(value) ? value.join(", ") : String(value ?? "");
}

/** Why the first candidate counts. */
export function whyWords({ mode, candidates }: Resolution): string {
  const [first, second] = candidates;
  if (!first || !second) {
    return "nobody else says anything";
  }
  switch (mode) {
    case "locked":
      return first.rank < second.rank ? "most trusted for it" : "newest of the equally trusted";
    case "fill_if_empty":
      return "it was first";
    default:
      return first.weight > second.weight
        ? `weighs ${weight(first)} against ${weight(second)}`
        : "weighs the same, and is newer";
  }
}

function weight({ weight }: ResolutionCandidate): string {
  return weight.toLocaleString("en-GB", { maximumSignificantDigits: 2 });
}

/** The other values, with who said them; one that says the same has not lost. */
export function lostWords({ candidates }: Resolution, attribute?: Attribute): string {
  const counts = valueWords(candidates[0], attribute);
  return candidates
    .slice(1)
    .filter((candidate) => valueWords(candidate, attribute) !== counts)
    .map((candidate) => `${valueWords(candidate, attribute)} (${candidate.statement.source})`)
    .join("; ");
}
