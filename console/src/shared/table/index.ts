export type { TableColumn } from "./DataTable";
export { ListView, type ListViewProps, type SavedView } from "./ListView";
export { PanelFacts, PanelHead, PanelSection, SidePanel } from "./SidePanel";
export type { ListSource } from "./useList";
