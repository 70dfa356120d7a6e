import { client } from "./generated/client.gen";
import { ApiProblem, problemFrom } from "./problem";

let csrfToken: string | undefined;

/** Sessions hand out the token that every changing request must carry. */
export function rememberCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

/** Sets the generated client up; `onSignedOut` is called when a request finds that the session is over. */
export function configureClient(onSignedOut: () => void): void {
  client.interceptors.request.use((request) => {
    if (request.method !== "GET" && csrfToken !== undefined) request.headers.set("X-CSRF-Token", csrfToken);
    return request;
  });
  client.interceptors.error.use((error, response, request) => {
    const problem = problemFrom(error, response);
    // Asking for the session, or making one, answers 401 in the ordinary course of things.
    const aboutSession = request !== undefined && /\/api\/v1\/(session|setup)$/.test(new URL(request.url).pathname);
    if (problem instanceof ApiProblem && problem.status === 401 && !aboutSession) onSignedOut();
    return problem;
  });
}
