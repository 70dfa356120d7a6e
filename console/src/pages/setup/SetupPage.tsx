import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { beginSession, setupQuery } from "../../entities/session";
import { messageOf, postSetup, violationOf } from "../../shared/api";
import { EntryFrame, FormProblem, QueryState } from "../../shared/ui";

const FIELDS = ["name", "displayName", "password"] as const;

/** The one-time link of the first start leads here: it makes the first administrator. */
export default function SetupPage() {
  const setup = useQuery(setupQuery);
  const token = useTokenOfAddress();
  return (
    <QueryState query={setup}>
      {({ needed }) => {
        if (!needed) return <AlreadyDone />;
        return token === "" ? <LinkMissing /> : <SetupForm token={token} />;
      }}
    </QueryState>
  );
}

const tokenOf = (hash: string) => new URLSearchParams(hash.slice(1)).get("token") ?? "";

/** The token that the link ends with. It is a secret: it must not stay in the address bar or the history. */
function useTokenOfAddress(): string {
  const [token, setToken] = useState(() => tokenOf(window.location.hash));
  useEffect(() => {
    const take = () => {
      if (window.location.hash === "") return;
      setToken(tokenOf(window.location.hash));
      window.history.replaceState(window.history.state, "", window.location.pathname);
    };
    take();
    // A link that is opened in a tab which shows this page already changes the hash alone: nothing is loaded anew.
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  return token;
}

function AlreadyDone() {
  return (
    <EntryFrame title="Already set up" about="The first administrator exists; the set-up link works once.">
      <p>
        <Link to="/sign-in">Sign in</Link>
      </p>
    </EntryFrame>
  );
}

function LinkMissing() {
  return (
    <EntryFrame
      title="Open the set-up link"
      about="Binnacle has no user yet. Its first start printed a one-time set-up link on the terminal, and into its log; open that link in this browser."
    >
      <p className="muted">The link begins with this address and ends with a token.</p>
    </EntryFrame>
  );
}

function SetupForm({ token }: { token: string }) {
  const queries = useQueryClient();
  const router = useRouter();
  const [form, setForm] = useState({ name: "", displayName: "", password: "" });
  const create = useMutation({
    mutationFn: () =>
      postSetup({ body: { token, ...form, name: form.name.trim(), displayName: form.displayName.trim() } }),
    onSuccess: async (session) => {
      beginSession(queries, session);
      await router.navigate({ to: "/welcome", replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  const field = (name: (typeof FIELDS)[number]) => ({
    value: form[name],
    error: violationOf(create.error, name),
    required: true,
    onChange: (event: { currentTarget: { value: string } }) => setForm({ ...form, [name]: event.currentTarget.value }),
  });
  return (
    <EntryFrame title="Make the first administrator" about="This account can do everything, and adds the others.">
      <form onSubmit={submit}>
        <FormProblem message={messageOf(create.error, FIELDS)} />
        <TextInput
          label="Your name"
          description="As colleagues see it"
          autoComplete="name"
          autoFocus
          {...field("displayName")}
        />
        <TextInput label="Sign-in name" autoComplete="username" {...field("name")} />
        <PasswordInput
          label="Password"
          description="At least 12 characters; a sentence is fine"
          autoComplete="new-password"
          {...field("password")}
        />
        <Button type="submit" loading={create.isPending}>
          Create and sign in
        </Button>
      </form>
    </EntryFrame>
  );
}
