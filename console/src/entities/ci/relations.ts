/** A relation read from its start, and from its end: the words of the shipped model. */
const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  acts_as: ["acts as", "is acted as by"],
  assigned_to: ["is assigned to", "has"],
  backed_up_by: ["is backed up by", "backs up"],
  balances: ["spreads requests over", "is behind"],
  belongs_to: ["belongs to", "has"],
  bridged_with: ["is bridged with", "is bridged with"],
  broadcasts: ["broadcasts", "is broadcast by"],
  carries: ["carries", "is carried by"],
  concluded_with: ["is concluded with", "concluded"],
  connects_to: ["connects to", "is used by"],
  covered_by: ["is covered by", "covers"],
  depends_on: ["depends on", "is needed by"],
  documented_by: ["is documented by", "documents"],
  ends_at: ["ends at", "has the end of"],
  exports: ["exports", "is exported by"],
  imports: ["imports", "is imported by"],
  installed_in: ["is installed in", "takes"],
  installed_on: ["is installed on", "has installed"],
  instance_of: ["is of type", "is the type of"],
  issued_by: ["is issued by", "issued"],
  leads_to: ["leads to", "is reached through"],
  located_in: ["is located in", "holds"],
  made_by: ["is made by", "makes"],
  made_from: ["is made from", "is the image of"],
  managed_by: ["is managed by", "manages"],
  mapped_to: ["is mapped to", "sees"],
  member_of: ["is a member of", "has member"],
  mounts: ["mounts", "is mounted by"],
  owned_by: ["is owned by", "owns"],
  part_of: ["is part of", "consists of"],
  passes_through: ["passes through", "is passed by"],
  powered_by: ["is powered by", "powers"],
  protected_by: ["is protected by", "protects"],
  provided_by: ["is provided by", "provides"],
  replicates_to: ["is replicated to", "is a replica of"],
  routes_to: ["routes to", "gets requests from"],
  runs: ["runs", "is run by"],
  runs_on: ["runs on", "runs"],
  secured_by: ["is secured by", "secures"],
  stored_on: ["is stored on", "stores"],
  supported_by: ["is supported by", "supports"],
  tests: ["tests", "is tested by"],
  translates_to: ["is translated to", "is reached outside as"],
  uses: ["uses", "is used by"],
  within: ["lies within", "contains"],
};

/** `runs on` from the item that runs, `runs` from what it runs on; an unfamiliar type is read as it is written. */
export function relationWords(type: string, outgoing: boolean): string {
  const words = WORDS[type];
  if (!words) {
    return outgoing ? type.replaceAll("_", " ") : `${type.replaceAll("_", " ")} (from the other side)`;
  }
  return outgoing ? words[0] : words[1];
}
