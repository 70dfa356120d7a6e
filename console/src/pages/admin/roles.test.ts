import { expect, it } from "vitest";
import { permissionsOf } from "./RolesPage";

it("the matrix has each permission once, in order", () => {
  const roles = [{ permissions: ["incident:read", "ci:read"] }, { permissions: ["ci:read", "user:write"] }];
  expect(permissionsOf(roles as never)).toEqual(["ci:read", "incident:read", "user:write"]);
});
