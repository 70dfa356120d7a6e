import { expect, test } from "vitest";
import type { BlastRadius } from "../../shared/api";
import { servicesWords } from "./impact";

const radius = (servicesDown: number, servicesDegraded: number) => ({ servicesDown, servicesDegraded }) as BlastRadius;

test("the services that are hit are told in one sentence", () => {
  expect(servicesWords(radius(0, 0))).toBe("No service is hit.");
  expect(servicesWords(radius(1, 0))).toBe("1 service goes down.");
  expect(servicesWords(radius(3, 1))).toBe("3 services go down, 1 is degraded.");
  expect(servicesWords(radius(0, 2))).toBe("2 services are degraded.");
});
