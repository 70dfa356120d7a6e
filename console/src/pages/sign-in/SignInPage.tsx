import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { beginSession } from "../../entities/session";
import { ApiProblem, messageOf, postSession } from "../../shared/api";
import { EntryFrame, FormProblem } from "../../shared/ui";
import { localAddress } from "../../shared/url/local-address";

/** Signs in, then goes on to the address that was wanted. */
export default function SignInPage() {
  const { next } = useSearch({ strict: false }) as { next?: string };
  const queries = useQueryClient();
  const router = useRouter();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => postSession({ body: { name: name.trim(), password } }),
    onSuccess: async (session) => {
      beginSession(queries, session);
      await router.navigate({ href: localAddress(next) ?? "/overview", replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <EntryFrame title="Sign in" {...(localAddress(next) ? { about: "Afterwards you go on to where you were." } : {})}>
      <form onSubmit={submit}>
        <FormProblem message={messageFor(signIn.error)} />
        <TextInput
          label="Name"
          autoComplete="username"
          required
          autoFocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={signIn.isPending}>
          Sign in
        </Button>
      </form>
    </EntryFrame>
  );
}

function messageFor(error: unknown): string | undefined {
  if (error instanceof ApiProblem && error.status === 401) return "Name or password is wrong.";
  return messageOf(error);
}
