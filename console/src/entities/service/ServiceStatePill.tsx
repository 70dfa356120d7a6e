import { StatePill } from "../../shared/ui";
import { SERVICE_WORDS, type ServiceStateName, serviceMark } from "./format";

export function ServiceStatePill({ state }: { readonly state: ServiceStateName }) {
  return <StatePill state={serviceMark(state)} word={SERVICE_WORDS[state]} />;
}
