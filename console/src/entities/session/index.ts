export { beginSession, can, endSession, sessionQuery, setupQuery, useCan, useSession } from "./session";
