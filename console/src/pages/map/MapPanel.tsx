import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { AlertMark, alertsQuery, OPEN_ALERTS } from "../../entities/alert";
import { attributeText, ciQuery, pastCiQuery } from "../../entities/ci";
import { useCan } from "../../entities/session";
import type { CiClass, ConfigurationItem } from "../../shared/api";
import { PanelFacts, PanelHead, PanelSection } from "../../shared/table";
import { Timestamp } from "../../shared/time";
import { ButtonLink, QueryState, StateMark } from "../../shared/ui";
import { type MapItem, shortWhy } from "./estate";
import type { Fold } from "./folding";
import classes from "./map.module.css";

interface MapPanelProps {
  readonly item: MapItem;
  readonly ciClass: CiClass | undefined;
  readonly at: string;
  readonly users: readonly MapItem[];
  readonly uses: readonly MapItem[];
  readonly onSelect: (id: string) => void;
  readonly onFocus: (id: string) => void;
}

/** The chosen item: how it is and why, what it is, what is open about it, and what it hangs together with. */
export function MapPanel({ item, ciClass, at, users, uses, onSelect, onFocus }: MapPanelProps) {
  const now = useQuery({ ...ciQuery(item.id), enabled: at === "" });
  const past = useQuery({ ...pastCiQuery(item.id, at), enabled: at !== "" });
  return (
    <>
      <PanelHead
        mark={<StateMark state={item.state} size={18} />}
        title={item.name}
        about={ciClass?.label ?? item.ciClass.replaceAll("_", " ")}
      />
      {item.why !== "" && (
        <div className={classes.why} style={{ background: `var(--${item.state}-soft)` }}>
          {sentence(item.why)}
          {now.data?.healthReason && at === "" && <p className={classes.reason}>{now.data.healthReason}</p>}
        </div>
      )}
      <QueryState query={at === "" ? now : past} rows={4}>
        {(ci) => <Facts ci={ci} ciClass={ciClass} />}
      </QueryState>
      {at === "" && <OpenNow id={item.id} />}
      <Others title={`Used by (${users.length})`} items={users} onSelect={onSelect} />
      <Others title={`Needs (${uses.length})`} items={uses} onSelect={onSelect} />
      <PanelFoot>
        <ButtonLink to={`/ci/${item.id}`} variant="filled">
          Open page
        </ButtonLink>
        <Button variant="default" onClick={() => onFocus(item.id)}>
          Focus on it
        </Button>
        <ButtonLink to={`/ci/${item.id}/impact`}>Impact</ButtonLink>
      </PanelFoot>
    </>
  );
}

/** `down: 2 of 3 servers down` begins with a capital where it stands alone. */
function sentence(why: string): string {
  return why.charAt(0).toUpperCase() + why.slice(1);
}

const FACTS_MAX = 6;

function Facts({ ci, ciClass }: { readonly ci: ConfigurationItem; readonly ciClass: CiClass | undefined }) {
  const known = (ciClass?.attributes ?? []).filter(({ name }) => ci.attributes[name] !== undefined);
  return (
    <PanelSection title="Facts">
      <PanelFacts
        facts={[
          ...known
            .slice(0, FACTS_MAX)
            .map((attribute) => [attribute.label, attributeText(attribute, ci.attributes[attribute.name])] as const),
          ["Last seen", <Timestamp key="seen" at={ci.lastSeen} />],
        ]}
      />
    </PanelSection>
  );
}

const ALERTS_MAX = 8;

function OpenNow({ id }: { readonly id: string }) {
  const may = useCan("alert:read");
  const query = useQuery({ ...alertsQuery(`${OPEN_ALERTS} ci:${id}`, "severity", ALERTS_MAX), enabled: may });
  const items = query.data?.items ?? [];
  if (items.length === 0) {
    return null;
  }
  return (
    <PanelSection title="Open now">
      <ul>
        {items.map((alert) => (
          <li key={alert.id} className={classes.member}>
            <AlertMark alert={alert} /> {alert.title}
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

const OTHERS_MAX = 30;

interface OthersProps {
  readonly title: string;
  readonly items: readonly MapItem[];
  readonly onSelect: (id: string) => void;
}

function Others({ title, items, onSelect }: OthersProps) {
  return (
    <PanelSection title={title}>
      <ul>
        {items.slice(0, OTHERS_MAX).map((item) => (
          <li key={item.id} className={classes.member}>
            <StateMark state={item.state} size={14} label={item.state} />
            <button type="button" className={classes.pick} onClick={() => onSelect(item.id)}>
              {item.name}
            </button>
            <span className={classes.memberWhy}>{shortWhy(item)}</span>
          </li>
        ))}
        {items.length > OTHERS_MAX && <li className="muted">and {items.length - OTHERS_MAX} more</li>}
      </ul>
    </PanelSection>
  );
}

interface FoldPanelProps {
  readonly fold: Fold;
  readonly about: string;
  readonly onSelect: (id: string) => void;
  readonly onOpen: (key: string) => void;
}

/** What a card stands for that is folded. */
export function FoldPanel({ fold, about, onSelect, onOpen }: FoldPanelProps) {
  return (
    <>
      <PanelHead mark={null} title={`${fold.members.length.toLocaleString("en-GB")} folded`} about={about} />
      <Others title="They are" items={fold.members} onSelect={onSelect} />
      <PanelFoot>
        <Button variant="default" onClick={() => onOpen(fold.key)}>
          Show them on the map
        </Button>
      </PanelFoot>
    </>
  );
}

function PanelFoot({ children }: { readonly children: ReactNode }) {
  return <div className={classes.foot}>{children}</div>;
}
