import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ApiToken, deleteTokensById, messageOf } from "../../shared/api";
import { FormDialog, showToast } from "../../shared/ui";

/** Ends a token for good. */
export function RevokeTokenDialog({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => deleteTokensById({ path: { id: token.id } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["tokens"] });
      showToast(`Token ${token.name} was revoked.`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={`Revoke ${token.name}?`}
      about="Whatever uses it is refused from now on. This cannot be undone."
      submit="Revoke token"
      danger
      busy={revoke.isPending}
      problem={messageOf(revoke.error)}
      onSubmit={() => revoke.mutate()}
      onClose={onClose}
    />
  );
}
