import { useQueries } from "@tanstack/react-query";
import { CiLink, ciRelationsQuery } from "../../entities/ci";
import type { ConfigurationItem, RelatedItem } from "../../shared/api";
import { Card, STATE_WORDS, StateMark, stateOf } from "../../shared/ui";
import classes from "./ci.module.css";
import { partsOf, portsOf } from "./parts";

interface ServicesCardProps {
  readonly ci: ConfigurationItem;
  readonly related: readonly RelatedItem[];
}

/** A host runs a handful of services; connections are asked for of this many at most. */
const CONNECTIONS_MAX = 24;

/** What listens on the host: where, and who is connected with it. */
export function ServicesCard({ related }: ServicesCardProps) {
  const applications = partsOf(related).filter((item) => item.ciClass === "application");
  const services = applications.filter((item) => portsOf(item).length > 0);
  const connections = useQueries({
    queries: applications.slice(0, CONNECTIONS_MAX).map((item) => ciRelationsQuery(item.id)),
    combine: (results) => new Map(results.map((result, index) => [applications[index]?.id, result.data?.items])),
  });
  if (applications.length === 0) {
    return null;
  }
  const clients = applications.length - services.length;
  return (
    <Card
      title="Listening services"
      about={clients > 0 ? `${services.length}, and ${clients} programs that only connect` : `${services.length}`}
      flush
    >
      <ul>
        {[...services, ...applications.filter((item) => !services.includes(item))].map((item) => (
          <Service key={item.id} item={item} related={connections.get(item.id) ?? []} />
        ))}
      </ul>
    </Card>
  );
}

function Service({ item, related }: { readonly item: ConfigurationItem; readonly related: readonly RelatedItem[] }) {
  const state = stateOf(item.health);
  const links = related.filter(({ relation }) => relation.type === "connects_to");
  const product = [item.attributes.product, item.attributes.version].filter(Boolean).join(" ");
  return (
    <li className={classes.service}>
      <StateMark state={state} label={STATE_WORDS[state]} />
      <div className={classes.name}>
        <CiLink id={item.id} name={item.name} />
        <p className="muted small">
          {product !== item.name && product}
          {item.lifecycle === "missing" && " no longer found"}
        </p>
      </div>
      <span className={classes.ports}>
        {portsOf(item).map((port) => (
          <code key={port}>{port}</code>
        ))}
      </span>
      <div className={classes.connections}>
        <Connections words="uses" links={links.filter(({ outgoing }) => outgoing)} />
        <Connections words="used by" links={links.filter(({ outgoing }) => !outgoing)} />
        {links.length === 0 && <span className="muted">no connection seen</span>}
      </div>
    </li>
  );
}

function Connections({ words, links }: { readonly words: string; readonly links: readonly RelatedItem[] }) {
  if (links.length === 0) {
    return null;
  }
  return (
    <div>
      <span className="muted">{words}</span>{" "}
      {links.map(({ relation, item }, index) => (
        <span key={relation.id}>
          {index > 0 && ", "}
          <CiLink id={item.id} name={item.name} />
        </span>
      ))}
    </div>
  );
}
