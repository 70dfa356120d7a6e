export { rolesQuery, usersQuery } from "./queries";
export { RoleSelect } from "./RoleSelect";
export { ROLES, type RoleName, roleLabel } from "./role";
