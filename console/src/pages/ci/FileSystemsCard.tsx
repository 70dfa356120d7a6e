import { CiLink, partOf } from "../../entities/ci";
import type { ConfigurationItem, RelatedItem } from "../../shared/api";
import { useInstantQuery } from "../../shared/chart";
import { formatValue } from "../../shared/format/units";
import { Card, STATE_WORDS, StateMark, stateOf, UsageBar } from "../../shared/ui";
import classes from "./ci.module.css";
import { partsOf } from "./parts";

interface FileSystemsCardProps {
  readonly ci: ConfigurationItem;
  readonly related: readonly RelatedItem[];
}

/** How full each file system is, the fullest first. */
export function FileSystemsCard({ ci, related }: FileSystemsCardProps) {
  const fileSystems = partsOf(related).filter((item) => item.ciClass === "file_system");
  const host = hostOf(ci, fileSystems);
  const usage = useInstantQuery(`system_filesystem_utilization_ratio{host_id="${host}"}`, fileSystems.length > 0);
  if (fileSystems.length === 0) {
    return null;
  }
  const ratioOf = (item: ConfigurationItem) =>
    usage.data?.find(({ metric }) => metric.system_filesystem_mountpoint === partOf(item.key))?.value ??
    ratioOfAttributes(item);
  const fullestFirst = [...fileSystems].sort((a, b) => (ratioOf(b) ?? -1) - (ratioOf(a) ?? -1));
  return (
    <Card title="File systems" about={`${fileSystems.length}, the fullest first`} flush>
      <ul>
        {fullestFirst.map((item) => {
          const ratio = ratioOf(item);
          const state = stateOf(item.health);
          return (
            <li key={item.id} className={classes.fileSystem}>
              <StateMark state={state} label={STATE_WORDS[state]} />
              <span className={classes.name}>
                <CiLink id={item.id} name={item.name} />
              </span>
              <span className={classes.bar}>
                {ratio !== undefined && <UsageBar ratio={ratio} state={state} label={`${item.name} used`} />}
              </span>
              <strong className={classes.amount}>{formatValue(ratio, "1")}</strong>
              <span className={classes.size}>of {formatValue(numberOf(item.attributes.size), "By")}</span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function hostOf(ci: ConfigurationItem, parts: readonly ConfigurationItem[]): string {
  const key = parts[0]?.key ?? ci.key;
  return key.includes(":") ? key.slice(0, key.indexOf(":")) : key;
}

/** What discovery saw, where nothing is measured. */
function ratioOfAttributes({ attributes }: ConfigurationItem): number | undefined {
  const used = numberOf(attributes.used);
  const size = numberOf(attributes.size);
  return used !== undefined && size ? used / size : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
