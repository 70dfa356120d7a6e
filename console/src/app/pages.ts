import {
  IconAddressBook,
  IconArrowMerge,
  IconArrowsDiff,
  IconBellRinging,
  IconBulb,
  IconChartHistogram,
  IconChartLine,
  IconChartTreemap,
  IconChecklist,
  IconCompass,
  IconFileImport,
  IconFingerprint,
  IconFlame,
  IconHeartRateMonitor,
  IconKey,
  IconLayoutDashboard,
  IconPencil,
  IconPlugConnected,
  IconRadar2,
  IconScript,
  IconServer2,
  IconShieldLock,
  IconSitemap,
  IconTargetArrow,
  IconTopologyStar3,
  IconUserCircle,
  IconUsers,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Command } from "../shared/command";

export type RailGroup = "Operate" | "Understand" | "Control";

/** What the shell must know of a page; everything else is the page's own business. */
export type PageDefinition = {
  /** Stable name, also of its `go.<id>` command. */
  id: string;
  /** Route pattern: `$x` is a parameter, `{-$x}` one that may be absent. */
  path: string;
  title: string;
  load: () => Promise<{ default: ComponentType }>;
  /** Absent: every signed-in user may see it. */
  permission?: string;
  /** Absent: not in the rail. */
  group?: RailGroup;
  icon?: Command["icon"];
  /** The letter after `g` that leads here. */
  key?: string;
  /** The page that it belongs under in the breadcrumb and the rail. */
  parent?: string;
  /** Whether it shows data over time: the time bar is hidden elsewhere. */
  time?: boolean;
  /** Which count the rail shows beside it. */
  badge?: "alerts" | "incidents";
  /** Other words that people may type to find it. */
  words?: string;
};

/** The one list of pages: routes, rail, breadcrumb, palette and `g` keys are drawn from it. */
export const PAGES: readonly PageDefinition[] = [
  {
    id: "overview",
    path: "/overview",
    title: "Overview",
    load: () => import("../pages/overview/OverviewPage"),
    permission: "overview:read",
    group: "Operate",
    icon: IconLayoutDashboard,
    key: "o",
    time: true,
  },
  {
    id: "alerts",
    path: "/alerts/{-$tab}",
    title: "Alerts",
    load: () => import("../pages/alerts/AlertsPage"),
    permission: "alert:read",
    group: "Operate",
    icon: IconBellRinging,
    key: "a",
    time: true,
    badge: "alerts",
  },
  {
    id: "incidents",
    path: "/incidents",
    title: "Incidents",
    load: () => import("../pages/incidents/IncidentsPage"),
    permission: "incident:read",
    group: "Operate",
    icon: IconFlame,
    key: "i",
    time: true,
    badge: "incidents",
  },
  {
    id: "incident",
    path: "/incidents/$number/{-$tab}",
    title: "Incident",
    load: () => import("../pages/incident/IncidentPage"),
    permission: "incident:read",
    parent: "incidents",
    time: true,
  },
  {
    id: "map",
    path: "/map",
    title: "Map",
    load: () => import("../pages/map/MapPage"),
    permission: "ci:read",
    group: "Understand",
    icon: IconTopologyStar3,
    key: "m",
    time: true,
    words: "topology graph dependencies services impact",
  },
  {
    id: "metrics",
    path: "/explore/metrics",
    title: "Metrics",
    load: () => import("../pages/explore/MetricsPage"),
    permission: "metric:read",
    group: "Understand",
    icon: IconChartLine,
    key: "x",
    time: true,
    words: "explore promql prometheus query chart",
  },
  {
    id: "targets",
    path: "/explore/targets",
    title: "Targets",
    load: () => import("../pages/explore/TargetsPage"),
    permission: "metric:read",
    icon: IconTargetArrow,
    parent: "metrics",
    words: "scrape pools jobs prometheus up down",
  },
  {
    id: "cardinality",
    path: "/explore/cardinality",
    title: "Cardinality",
    load: () => import("../pages/explore/CardinalityPage"),
    permission: "system:read",
    icon: IconChartTreemap,
    parent: "metrics",
    words: "series labels senders tenants limits churn",
  },
  {
    id: "dashboards",
    path: "/dashboards",
    title: "Dashboards",
    load: () => import("../pages/dashboards/DashboardsPage"),
    permission: "dashboard:read",
    group: "Understand",
    icon: IconChartHistogram,
    key: "d",
    words: "panels grafana import",
  },
  {
    id: "dashboard",
    path: "/dashboards/$id",
    title: "Dashboard",
    load: () => import("../pages/dashboard/DashboardPage"),
    permission: "dashboard:read",
    parent: "dashboards",
    time: true,
  },
  {
    id: "inventory",
    path: "/inventory/{-$ciClass}",
    title: "Inventory",
    load: () => import("../pages/inventory/InventoryPage"),
    permission: "ci:read",
    group: "Control",
    icon: IconServer2,
    key: "n",
    words: "cmdb configuration items hosts servers",
  },
  {
    id: "import",
    path: "/inventory/import",
    title: "Import",
    load: () => import("../pages/import/ImportPage"),
    permission: "ci:write",
    icon: IconFileImport,
    parent: "inventory",
    words: "csv json yaml netbox terraform file upload intent items",
  },
  {
    id: "reconciliation",
    path: "/reconciliation",
    title: "Reconciliation",
    load: () => import("../pages/inventory/ReconciliationPage"),
    permission: "ci:read",
    icon: IconArrowMerge,
    parent: "inventory",
    words: "duplicates conflicts merge split join identity cmdb",
  },
  {
    id: "services",
    path: "/services",
    title: "Services",
    load: () => import("../pages/services/ServicesPage"),
    permission: "ci:read",
    group: "Operate",
    icon: IconHeartRateMonitor,
    key: "s",
    words: "business technical availability health sla value",
  },
  {
    id: "service-proposals",
    path: "/service-proposals",
    title: "Suggested services",
    load: () => import("../pages/services/ProposalsPage"),
    permission: "ci:read",
    icon: IconBulb,
    parent: "services",
    words: "proposals technical accept reject",
  },
  {
    id: "signatures",
    path: "/signatures",
    title: "Signatures",
    load: () => import("../pages/signatures/SignaturesPage"),
    permission: "ci:read",
    icon: IconFingerprint,
    parent: "services",
    words: "process application discovery recognise try",
  },
  {
    id: "service",
    path: "/services/$id",
    title: "Service",
    load: () => import("../pages/service/ServicePage"),
    permission: "ci:read",
    parent: "services",
  },
  {
    id: "quality",
    path: "/quality/{-$ciClass}",
    title: "Quality",
    load: () => import("../pages/quality/QualityPage"),
    permission: "ci:read",
    icon: IconChecklist,
    parent: "inventory",
    words: "completeness stale unowned audit rules cmdb",
  },
  {
    id: "drift",
    path: "/drift/{-$tab}",
    title: "Drift",
    load: () => import("../pages/drift/DriftPage"),
    permission: "ci:read",
    icon: IconArrowsDiff,
    parent: "inventory",
    words: "intent intended netbox terraform csv import difference cmdb",
  },
  {
    id: "ci",
    path: "/ci/$id/{-$tab}",
    title: "Item",
    load: () => import("../pages/ci/CiPage"),
    permission: "ci:read",
    parent: "inventory",
    time: true,
  },
  {
    id: "classes",
    path: "/classes/{-$name}",
    title: "Classes",
    load: () => import("../pages/classes/ClassesPage"),
    permission: "ci:read",
    icon: IconSitemap,
    parent: "inventory",
    words: "model attributes cmdb identification precedence relations",
  },
  {
    id: "class-editor",
    path: "/class-editor/{-$name}",
    title: "Class editor",
    load: () => import("../pages/class-editor/ClassEditorPage"),
    permission: "class:write",
    icon: IconPencil,
    parent: "classes",
    words: "new class model",
  },
  {
    id: "admin-users",
    path: "/admin/users",
    title: "Users",
    load: () => import("../pages/admin/UsersPage"),
    permission: "user:read",
    icon: IconUsers,
    parent: "admin",
    words: "people accounts team password",
  },
  {
    id: "admin-roles",
    path: "/admin/roles",
    title: "Roles",
    load: () => import("../pages/admin/RolesPage"),
    permission: "role:read",
    icon: IconShieldLock,
    parent: "admin",
    words: "permissions access",
  },
  {
    id: "admin-tokens",
    path: "/admin/tokens",
    title: "API tokens",
    load: () => import("../pages/admin/TokensPage"),
    permission: "token:read",
    icon: IconKey,
    parent: "admin",
    words: "secret automation",
  },
  {
    id: "admin-integrations",
    path: "/admin/integrations",
    title: "Notifications",
    load: () => import("../pages/admin/NotificationsPage"),
    permission: "channel:read",
    icon: IconPlugConnected,
    parent: "admin",
    words: "webhook channels deliveries integrations",
  },
  {
    id: "admin-sources",
    path: "/admin/sources",
    title: "Discovery",
    load: () => import("../pages/admin/DiscoveryPage"),
    permission: "discovery:read",
    icon: IconRadar2,
    parent: "admin",
    words: "sources runs scan",
  },
  {
    id: "admin-audit",
    path: "/admin/audit",
    title: "Audit log",
    load: () => import("../pages/admin/AuditPage"),
    permission: "audit:read",
    icon: IconScript,
    parent: "admin",
    words: "who changed history sign-ins",
  },
  {
    id: "admin-system",
    path: "/admin/system",
    title: "System",
    load: () => import("../pages/admin/SystemPage"),
    permission: "system:read",
    icon: IconAddressBook,
    parent: "admin",
    words: "version uptime configuration health",
  },
  {
    id: "welcome",
    path: "/welcome",
    title: "Getting started",
    load: () => import("../pages/welcome/WelcomePage"),
    icon: IconCompass,
    key: "w",
    words: "welcome first steps set-up",
  },
  {
    id: "account",
    path: "/account",
    title: "Account",
    load: () => import("../pages/account/AccountPage"),
    icon: IconUserCircle,
    words: "password theme keyboard preferences",
  },
];

/** The pages whose parent is the Admin area, in the order of its tabs. */
export const ADMIN_PAGES: readonly PageDefinition[] = PAGES.filter((page) => page.parent === "admin");

/** The address of a page that needs no parameter. */
export function addressOf(page: PageDefinition): string {
  return page.path.replace(/\/\{-\$\w+\}/g, "");
}

/** Whether a page can be gone to without naming one of its things. */
export function isDestination(page: PageDefinition): boolean {
  return !addressOf(page).includes("$");
}

export function pageOf(id: string | undefined): PageDefinition | undefined {
  return PAGES.find((page) => page.id === id);
}
