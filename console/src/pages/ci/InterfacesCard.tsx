import { CiLink } from "../../entities/ci";
import type { RelatedItem } from "../../shared/api";
import { formatValue } from "../../shared/format/units";
import { Card, STATE_WORDS, StateMark, stateOf } from "../../shared/ui";
import classes from "./ci.module.css";
import { partsOf } from "./parts";

/** The host's network interfaces with their addresses. */
export function InterfacesCard({ related }: { readonly related: readonly RelatedItem[] }) {
  const interfaces = partsOf(related).filter((item) => item.ciClass === "network_interface");
  if (interfaces.length === 0) {
    return null;
  }
  return (
    <Card title="Network interfaces" about={`${interfaces.length}`} flush>
      <ul>
        {interfaces.map((item) => {
          const state = stateOf(item.health);
          const { addresses, speed, mac_address: mac } = item.attributes;
          return (
            <li key={item.id} className={classes.interface}>
              <StateMark state={state} label={STATE_WORDS[state]} />
              <span className={classes.name}>
                <CiLink id={item.id} name={item.name} />
              </span>
              <span className="mono">{Array.isArray(addresses) ? addresses.join(", ") : "no address"}</span>
              <span className={classes.mac}>{typeof mac === "string" && mac}</span>
              <span className="muted numeric">
                {typeof speed === "number" && speed > 0 && formatValue(speed, "bit/s")}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
