export {
  healthWords,
  money,
  percent,
  SERVICE_STATES,
  SERVICE_WORDS,
  type ServiceStateName,
  serviceMark,
  target,
} from "./format";
export {
  serviceAvailabilityQuery,
  serviceHistoryQuery,
  serviceQuery,
  serviceSource,
  serviceTreeQuery,
} from "./queries";
export { ServiceStatePill } from "./ServiceStatePill";
export { StateStrip } from "./StateStrip";
export { type Segment, segmentsOf } from "./strip";
