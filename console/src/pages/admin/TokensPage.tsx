import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useCan } from "../../entities/session";
import { CreateTokenDialog } from "../../features/create-token/CreateTokenDialog";
import { RevokeTokenDialog } from "../../features/revoke-token/RevokeTokenDialog";
import { type ApiToken, getTokens, liveOn } from "../../shared/api";
import { Timestamp, useNow } from "../../shared/time";
import {
  Card,
  Empty,
  PageBody,
  PageHeader,
  QueryState,
  type SimpleColumn,
  SimpleTable,
  StateWord,
} from "../../shared/ui";
import classes from "./admin.module.css";

export default function TokensPage() {
  const tokens = useQuery({
    queryKey: ["tokens"],
    queryFn: ({ signal }) => getTokens({ query: { sort: "-createdAt", limit: 500 }, signal }),
    meta: liveOn("token"),
  });
  const mayWrite = useCan("token:write");
  const now = useNow(60_000);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiToken>();
  const create = mayWrite && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      Create token
    </Button>
  );
  return (
    <>
      <PageHeader title="API tokens" actions={create} />
      <PageBody>
        <Card flush>
          <QueryState query={tokens} rows={4}>
            {(page) =>
              page.items.length === 0 ? (
                <Empty kind="not-set-up" title="No token yet">
                  Programs call the API with a token: <code>Authorization: Bearer …</code>
                </Empty>
              ) : (
                <SimpleTable
                  label="API tokens"
                  rows={page.items}
                  keyOf={(token) => token.id}
                  columns={[...columns(now), ...(mayWrite ? [revokeColumn(setRevoking, now)] : [])]}
                />
              )
            }
          </QueryState>
        </Card>
      </PageBody>
      {creating && <CreateTokenDialog onClose={() => setCreating(false)} />}
      {revoking && <RevokeTokenDialog token={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}

function stateOf(token: ApiToken, now: number): "active" | "revoked" | "ended" {
  if (token.revokedAt) return "revoked";
  return token.expiresAt && Date.parse(token.expiresAt) <= now ? "ended" : "active";
}

const STATE_WORDS = {
  active: <StateWord state="ok" word="Active" />,
  revoked: <StateWord state="unknown" word="Revoked" />,
  ended: <StateWord state="unknown" word="Ended" />,
};

function columns(now: number): SimpleColumn<ApiToken>[] {
  return [
    { header: "State", width: "110px", cell: (token) => STATE_WORDS[stateOf(token, now)] },
    { header: "Name", cell: (token) => <span className="strong">{token.name}</span> },
    {
      header: "Permissions",
      cell: (token) => (
        <span className={classes.chips}>
          {token.permissions.map((permission) => (
            <span key={permission} className={classes.chip}>
              {permission}
            </span>
          ))}
        </span>
      ),
    },
    { header: "Made by", cell: (token) => token.createdBy },
    {
      header: "Last used",
      align: "end",
      cell: (token) => (token.lastUsedAt ? <Timestamp at={token.lastUsedAt} /> : <span className="muted">never</span>),
    },
    {
      header: "Ends",
      align: "end",
      cell: (token) => (token.expiresAt ? <Timestamp at={token.expiresAt} /> : <span className="muted">never</span>),
    },
  ];
}

function revokeColumn(revoke: (token: ApiToken) => void, now: number): SimpleColumn<ApiToken> {
  return {
    header: "Actions",
    quietHeader: true,
    align: "end",
    width: "100px",
    cell: (token) =>
      stateOf(token, now) === "active" && (
        <Button variant="default" h={26} aria-label={`Revoke ${token.name}`} onClick={() => revoke(token)}>
          Revoke
        </Button>
      ),
  };
}
