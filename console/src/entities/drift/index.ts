export { DriftState } from "./DriftState";
export { ciDriftQuery, driftQuery, driftSource, driftSumsQuery, intentImportsQuery, intentsQuery } from "./queries";
export { accountWords, fieldWords, kindWord, sidesWords, type Total, totalsBy } from "./words";
