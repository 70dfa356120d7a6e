export type { TableColumn } from "./DataTable";
export { type ListState, ListView, type ListViewProps, type SavedView, type Selection } from "./ListView";
export { PanelFacts, PanelHead, PanelSection, SidePanel } from "./SidePanel";
export type { ListSource } from "./useList";
