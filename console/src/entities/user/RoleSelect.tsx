import { Select } from "@mantine/core";
import { ROLES, type RoleName } from "./role";

/** Chooses a role and says what it may do. */
export function RoleSelect({ value, onChange }: { value: RoleName; onChange: (role: RoleName) => void }) {
  return (
    <Select
      label="Role"
      description={ROLES.find((role) => role.name === value)?.about}
      data={ROLES.map((role) => ({ value: role.name, label: role.label }))}
      value={value}
      onChange={(chosen) => chosen !== null && onChange(chosen as RoleName)}
    />
  );
}
