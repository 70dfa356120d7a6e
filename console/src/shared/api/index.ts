export { configureClient, rememberCsrfToken } from "./client";
export * from "./generated/sdk.gen";
export type * from "./generated/types.gen";
export { liveOn, refreshAllLive, refreshTopics, type Topic } from "./live-query";
export { ApiProblem, messageOf, problemFrom, violationOf } from "./problem";
