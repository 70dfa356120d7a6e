import type { Activity } from "../../shared/api";

/** An entry of a time line as a sentence: who (strong), did what. What a person wrote is quoted apart. */
export interface Sentence {
  readonly who: string;
  readonly did: string;
  /** Somebody's own words. */
  readonly quote?: string;
  readonly kind: "people" | "comment" | "automation";
}

const PLAIN: Readonly<Record<string, string>> = {
  opened: "opened the incident",
  acknowledged: "acknowledged",
  mitigated: "marked it mitigated",
  resolved: "resolved it",
  reopened: "reopened it",
  commented: "commented",
  "alert-fired": "Alert",
  "alert-worsened": "Alert became worse",
  "alert-eased": "Alert eased",
  "alert-resolved": "Alert resolved",
  "alert-unknown": "No data",
  "item-found": "found the item that this is about",
  notified: "Notified",
  "notification-failed": "Notification failed",
};

export function sentenceOf(activity: Activity): Sentence {
  const person = activity.actor.kind === "user";
  const message = activity.message ?? undefined;
  const text = didWhat(activity);
  if (activity.verb === "commented") {
    return { who: activity.actor.name, did: "", kind: "comment", ...(message === undefined ? {} : { quote: message }) };
  }
  if (/^(alert-|notif)/.test(activity.verb)) {
    return { who: text, did: message ?? "", kind: "automation" };
  }
  const kind = person ? "people" : "automation";
  const who = person ? activity.actor.name : capital(activity.actor.name);
  if (person && message !== undefined && activity.verb !== "opened") {
    return { who, did: text, quote: message, kind };
  }
  return { who, did: message === undefined ? text : `${text}: ${message}`, kind };
}

function didWhat({ verb, changes }: Activity): string {
  const owner = changes.owner;
  const severity = changes.severity;
  switch (verb) {
    case "assigned":
      return owner?.after ? `gave it to ${owner.after}` : "gave it back: nobody has it";
    case "escalated":
      return `raised the severity to ${severity?.after ?? "worse"}`;
    case "severity-changed":
      return `set the severity from ${severity?.before ?? "?"} to ${severity?.after ?? "?"}`;
    case "keep-open-changed":
      return changes.keepOpen?.after === "yes"
        ? "keeps it open when its last alert resolves"
        : "lets it resolve with its last alert";
    case "acknowledged":
      return owner?.after ? "acknowledged and took it" : "acknowledged";
    default:
      return PLAIN[verb] ?? verb.replaceAll("-", " ");
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
