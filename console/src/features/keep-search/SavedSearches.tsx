import { IconBookmark, IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { can, useSession } from "../../entities/session";
import type { SavedSearch } from "../../shared/api";
import type { ListState, SavedView } from "../../shared/table";
import { Menu, ToolButton } from "../../shared/ui";
import classes from "./keep-search.module.css";
import { isShown, placeOf, savedSearchesQuery } from "./searches";

const SaveSearchDialog = lazy(() => import("./SaveSearchDialog"));
const ManageSearchesDialog = lazy(() => import("./ManageSearchesDialog"));

interface SavedSearchesProps {
  readonly state: ListState;
  /** The page that shows a filter, and its views; this page's own when absent. */
  readonly pageOf?: (q: string) => { readonly to: string; readonly views: readonly Pick<SavedView, "id" | "q">[] };
  /** What the address keeps whichever search is opened. */
  readonly kept?: Readonly<Record<string, string>>;
}

/** One's own searches of a list and those of others: opened, kept, changed. */
export function SavedSearches({ state, pageOf, kept }: SavedSearchesProps) {
  const session = useSession();
  const { user } = session;
  const may = can(session, "search:read");
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<"save" | "manage">();
  const query = useQuery({ ...savedSearchesQuery(state.list), enabled: may });
  const searches = query.data?.items ?? [];
  const mine = searches.filter(({ owner }) => owner === user.name);
  const others = searches.filter(({ owner }) => owner !== user.name);
  const shown = searches.find((search) => isShown(search, state));
  const open = (search: SavedSearch) => {
    const { to, views } = pageOf?.(search.q) ?? { to: ".", views: state.views };
    const { view, q } = placeOf(search.q, views);
    const sort = search.sort ?? state.defaultSort;
    void navigate({
      to,
      search: {
        ...kept,
        view: view === views[0]?.id ? undefined : view,
        q: q || undefined,
        sort: sort === state.defaultSort ? undefined : sort,
        cols: search.columns ?? undefined,
      },
      resetScroll: false,
    } as never);
  };
  const entry = (search: SavedSearch, about: string) => (
    <Menu.Item
      key={search.id}
      leftSection={<IconCheck size={15} visibility={search === shown ? "visible" : "hidden"} />}
      onClick={() => open(search)}
    >
      <span className={classes.name}>{search.name}</span>
      {about !== "" && <span className={classes.about}>{about}</span>}
    </Menu.Item>
  );
  if (!may) {
    return null;
  }
  return (
    <>
      <Menu>
        <Menu.Target>
          <ToolButton icon={<IconBookmark size={15} />} word="Saved searches" shown={shown?.name} />
        </Menu.Target>
        <Menu.Dropdown>
          {searches.length === 0 && (
            <Menu.Label>
              {query.isError
                ? "The searches could not be loaded."
                : "No search of this list is kept yet. Filter it, then save what you see."}
            </Menu.Label>
          )}
          {mine.length > 0 && <Menu.Label>Mine</Menu.Label>}
          {mine.map((search) => entry(search, search.shared ? "shared" : ""))}
          {others.length > 0 && <Menu.Label>Shared by others</Menu.Label>}
          {others.map((search) => entry(search, search.owner))}
          <Menu.Divider />
          <Menu.Item onClick={() => setDialog("save")}>Save this search…</Menu.Item>
          {mine.length > 0 && <Menu.Item onClick={() => setDialog("manage")}>Rename, share, delete…</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>
        {dialog === "save" && (
          <SaveSearchDialog
            state={state}
            mine={mine}
            {...(shown && mine.includes(shown) ? { shown } : {})}
            onClose={() => setDialog(undefined)}
          />
        )}
        {dialog === "manage" && (
          <ManageSearchesDialog list={state.list} mine={mine} onClose={() => setDialog(undefined)} />
        )}
      </Suspense>
    </>
  );
}
