import {
  IconBell,
  IconBellCheck,
  IconBellRinging,
  IconMessage,
  IconRobot,
  IconSend,
  IconUser,
} from "@tabler/icons-react";
import type { Activity } from "../../shared/api";
import { Timestamp } from "../../shared/time";
import styles from "./ActivityList.module.css";
import { type Sentence, sentenceOf } from "./sentences";

/** A record's time line, newest first. */
export function ActivityList({ activities }: { readonly activities: readonly Activity[] }) {
  return (
    <ol className={styles.list}>
      {activities.map((activity) => {
        const sentence = sentenceOf(activity);
        return (
          <li key={activity.id} className={styles.entry}>
            <span className={styles.when}>
              <Timestamp at={activity.at} show="time" />
            </span>
            <span className={styles.icon}>
              <ActivityIcon verb={activity.verb} kind={sentence.kind} />
            </span>
            <div className={sentence.quote === undefined ? styles.text : styles.comment}>
              <strong>{sentence.who}</strong> {sentence.did}
              {sentence.quote !== undefined && <p className={styles.quote}>{sentence.quote}</p>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function ActivityIcon({ verb, kind }: { readonly verb: string; readonly kind: Sentence["kind"] }) {
  const size = 13;
  if (verb === "alert-resolved") {
    return <IconBellCheck size={size} aria-hidden />;
  }
  if (verb.startsWith("alert-")) {
    return verb === "alert-fired" ? <IconBellRinging size={size} aria-hidden /> : <IconBell size={size} aria-hidden />;
  }
  if (verb.startsWith("notif")) {
    return <IconSend size={size} aria-hidden />;
  }
  const icons = { people: IconUser, comment: IconMessage, automation: IconRobot };
  const Icon = icons[kind];
  return <Icon size={size} aria-hidden />;
}
