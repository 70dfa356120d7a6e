import type { User } from "../../shared/api";

export type RoleName = User["role"];

/** The roles from the least to the most powerful, with what each is for. */
export const ROLES: readonly { name: RoleName; label: string; about: string }[] = [
  { name: "viewer", label: "Viewer", about: "Sees the estate, alerts and incidents" },
  { name: "operator", label: "Operator", about: "Works on incidents, runs discovery" },
  { name: "manager", label: "Manager", about: "Decides who is notified, reads the audit log" },
  { name: "administrator", label: "Administrator", about: "Everything, users and tokens included" },
];

export function roleLabel(name: string): string {
  return ROLES.find((role) => role.name === name)?.label ?? name;
}
