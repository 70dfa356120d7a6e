import { attributeText, isCode } from "../../entities/ci";
import type { Attribute, CiClass, ConfigurationItem } from "../../shared/api";
import type { TableColumn } from "../../shared/table";
import { Timestamp } from "../../shared/time";
import { STATE_WORDS, StatePill, stateOf } from "../../shared/ui";

/** More columns than this do not fit; the others can be chosen. */
const ATTRIBUTES_SHOWN = 4;

/** The columns of a class: state and name, then what its attributes are. Without a class, what every item has. */
export function columnsOf(
  ciClass: CiClass | undefined,
  ciClasses: readonly CiClass[],
): TableColumn<ConfigurationItem>[] {
  return [
    STATE,
    NAME,
    ...(ciClass ? attributesOf(ciClass).map(attributeColumn) : [classColumn(ciClasses), KEY]),
    REASON,
    LIFECYCLE,
    SOURCE,
    FIRST_SEEN,
    LAST_SEEN,
  ];
}

/** Those of the past: health has none there, and what was seen last is since when it was like this. */
export function pastColumnsOf(
  ciClass: CiClass | undefined,
  ciClasses: readonly CiClass[],
): TableColumn<ConfigurationItem>[] {
  return columnsOf(ciClass, ciClasses)
    .filter((column) => column !== STATE && column !== REASON)
    .map((column) => (column === LAST_SEEN ? LIKE_THIS_SINCE : column));
}

/** The class's own attributes say more than those that every piece of hardware has. */
function attributesOf(ciClass: CiClass): readonly Attribute[] {
  const own = ciClass.attributes.filter(({ declaredBy }) => declaredBy === ciClass.name);
  const all = [...own, ...ciClass.attributes.filter(({ declaredBy }) => declaredBy !== ciClass.name)];
  const repeats = ({ name }: Attribute) => SAME_AS_NAME.has(`${ciClass.name}.${name}`);
  return [...all.filter((attribute) => !repeats(attribute)), ...all.filter(repeats)];
}

/** Attributes that are the item's name again. */
const SAME_AS_NAME = new Set(["file_system.mount_point", "disk.device", "system_service.unit", "server.host_name"]);

const NUMERIC = new Set(["integer", "number", "bytes"]);

function attributeColumn(attribute: Attribute, index: number): TableColumn<ConfigurationItem> {
  const numeric = NUMERIC.has(attribute.type);
  const text = (ci: ConfigurationItem) => attributeText(attribute, ci.attributes[attribute.name]);
  const time = attribute.type === "time";
  return {
    id: attribute.name,
    header: attribute.label,
    sort: `attributes.${attribute.name}`,
    numeric,
    descendingFirst: numeric,
    optional: index >= ATTRIBUTES_SHOWN,
    hideBelow: index === 0 ? "narrow" : index === 1 ? "medium" : "wide",
    cell: (ci) => {
      const value = ci.attributes[attribute.name];
      if (time && typeof value === "string") {
        return <Timestamp at={value} show="time" />;
      }
      return (
        <span className={isCode(attribute) ? "mono" : undefined} title={text(ci)}>
          {text(ci)}
        </span>
      );
    },
    text,
    ...(numeric || time ? { width: "116px" } : {}),
  };
}

const STATE: TableColumn<ConfigurationItem> = {
  id: "health",
  header: "Health",
  width: "114px",
  sort: "health",
  cell: (ci) => <StatePill state={stateOf(ci.health)} />,
  text: (ci) => STATE_WORDS[stateOf(ci.health)],
};

const NAME: TableColumn<ConfigurationItem> = {
  id: "name",
  header: "Name",
  width: "28%",
  sort: "name",
  cell: (ci) => (
    <strong className="strong" title={ci.name}>
      {ci.name}
    </strong>
  ),
  text: (ci) => ci.name,
};

function classColumn(ciClasses: readonly CiClass[]): TableColumn<ConfigurationItem> {
  const label = (ci: ConfigurationItem) => ciClasses.find(({ name }) => name === ci.ciClass)?.label ?? ci.ciClass;
  return { id: "class", header: "Class", width: "150px", sort: "class", hideBelow: "narrow", cell: label, text: label };
}

const KEY: TableColumn<ConfigurationItem> = {
  id: "key",
  header: "Key",
  sort: "key",
  optional: true,
  cell: (ci) => <span className="mono">{ci.key}</span>,
  text: (ci) => ci.key,
};

const REASON: TableColumn<ConfigurationItem> = {
  id: "reason",
  header: "Why",
  optional: true,
  cell: (ci) => ci.healthReason ?? "",
  text: (ci) => ci.healthReason ?? "",
};

const LIFECYCLE: TableColumn<ConfigurationItem> = {
  id: "lifecycle",
  header: "Lifecycle",
  width: "104px",
  sort: "lifecycle",
  optional: true,
  cell: (ci) => ci.lifecycle.replace("_", " "),
  text: (ci) => ci.lifecycle,
};

const SOURCE: TableColumn<ConfigurationItem> = {
  id: "source",
  header: "Found by",
  width: "110px",
  sort: "source",
  optional: true,
  cell: (ci) => ci.source,
  text: (ci) => ci.source,
};

const FIRST_SEEN: TableColumn<ConfigurationItem> = {
  id: "firstSeen",
  header: "First seen",
  width: "116px",
  sort: "firstSeen",
  descendingFirst: true,
  numeric: true,
  optional: true,
  cell: (ci) => <Timestamp at={ci.firstSeen} show="time" />,
  text: (ci) => ci.firstSeen,
};

const LAST_SEEN: TableColumn<ConfigurationItem> = {
  id: "lastSeen",
  header: "Last seen",
  width: "104px",
  sort: "lastSeen",
  descendingFirst: true,
  numeric: true,
  hideBelow: "wide",
  cell: (ci) => <Timestamp at={ci.lastSeen} />,
  text: (ci) => ci.lastSeen,
};

const LIKE_THIS_SINCE: TableColumn<ConfigurationItem> = {
  ...LAST_SEEN,
  header: "Like this since",
  width: "124px",
  cell: (ci) => <Timestamp at={ci.lastSeen} show="time" />,
};
