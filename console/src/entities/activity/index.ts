export { ActivityList } from "./ActivityList";
export { sentenceOf } from "./sentences";
