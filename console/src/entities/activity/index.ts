export { ActivityList } from "./ActivityList";
export { ChangeList } from "./ChangeList";
export { sentenceOf } from "./sentences";
