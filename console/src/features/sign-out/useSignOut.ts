import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { endSession } from "../../entities/session";
import { deleteSession } from "../../shared/api";

/** Ends the session on the server, then forgets everything that it had shown. */
export function useSignOut() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => deleteSession(),
    onSettled: async () => {
      await navigate({ to: "/sign-in" });
      endSession(queries);
    },
  });
}
