/** A relation read from its start, and from its end. */
const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  runs_on: ["runs on", "runs"],
  part_of: ["is part of", "consists of"],
  stored_on: ["is stored on", "stores"],
  installed_on: ["is installed on", "has installed"],
  connects_to: ["connects to", "is used by"],
  runs: ["runs", "is run by"],
  uses: ["uses", "is used by"],
  provided_by: ["is provided by", "provides"],
};

/** `runs on` from the item that runs, `runs` from what it runs on; an unfamiliar type is read as it is written. */
export function relationWords(type: string, outgoing: boolean): string {
  const words = WORDS[type];
  if (!words) {
    return outgoing ? type.replaceAll("_", " ") : `${type.replaceAll("_", " ")} (from the other side)`;
  }
  return outgoing ? words[0] : words[1];
}
