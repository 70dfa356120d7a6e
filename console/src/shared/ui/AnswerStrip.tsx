import type { ReactNode } from "react";
import classes from "./AnswerStrip.module.css";

export type Answer = {
  /** The question: `What is broken`. */
  title: string;
  /** The answer in one plain sentence; what matters in it is strong. */
  children: ReactNode;
  /** Where it comes from, or how sure it is. */
  about?: ReactNode;
  action?: ReactNode;
};

/** The three answers that stand above everything else of an entity: what is broken, why, what to do next. */
export function AnswerStrip({ answers }: { answers: readonly Answer[] }) {
  return (
    <section className={classes.strip} aria-label="In short">
      {answers.map((answer) => (
        <div key={answer.title} className={classes.cell}>
          <div className={classes.words}>
            <h2 className={classes.title}>{answer.title}</h2>
            <div className={classes.text}>{answer.children}</div>
            {answer.about !== undefined && <div className={classes.about}>{answer.about}</div>}
          </div>
          {answer.action}
        </div>
      ))}
    </section>
  );
}
