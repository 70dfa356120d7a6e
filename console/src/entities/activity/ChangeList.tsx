import type { Activity } from "../../shared/api";
import classes from "./ChangeList.module.css";

/** `keepOpen` → `keep open` */
const wordsOf = (field: string) => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** What a step changed: before and after, field by field. */
export function ChangeList({ changes }: { changes: Activity["changes"] }) {
  const fields = Object.entries(changes);
  if (fields.length === 0) return null;
  return (
    <dl className={classes.changes}>
      {fields.map(([field, change]) => (
        <div key={field} className={classes.change}>
          <dt className="muted">{wordsOf(field)}</dt>
          <dd>
            {change.before ? <del>{change.before}</del> : <span className="muted">nothing</span>}
            <span className="visually-hidden"> became </span>
            <span aria-hidden> → </span>
            {change.after ? <ins>{change.after}</ins> : <span className="muted">nothing</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
