import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { deleteServicesById, messageOf, type Service } from "../../shared/api";
import { FormDialog, showToast } from "../../shared/ui";

/** Withdraws a service; its history stays, and one of that name takes it up again. */
export function WithdrawServiceDialog({
  service,
  onClose,
}: {
  readonly service: Service;
  readonly onClose: () => void;
}) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const withdraw = useMutation({
    mutationFn: () => deleteServicesById({ path: { id: service.id }, query: { version: service.version } }),
    onSuccess: async () => {
      await navigate({ to: "/services" });
      await queries.invalidateQueries();
      showToast(`${service.name} was withdrawn.`);
    },
  });
  return (
    <FormDialog
      title={`Withdraw ${service.name}?`}
      about="Its item is retired and no longer watched. What happened stays; describing a service of that name takes it up again."
      submit="Withdraw"
      danger
      busy={withdraw.isPending}
      problem={messageOf(withdraw.error)}
      onSubmit={() => withdraw.mutate()}
      onClose={onClose}
    />
  );
}
