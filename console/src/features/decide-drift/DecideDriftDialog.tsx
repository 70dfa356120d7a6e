import { Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { fieldWords, kindWord, sidesWords } from "../../entities/drift";
import { type Drift, messageOf, postDriftByIdAccept, postDriftByIdIgnore, violationOf } from "../../shared/api";
import { FormDialog, showToast } from "../../shared/ui";

interface DecideDriftDialogProps {
  readonly drift: Drift;
  readonly verdict: "accept" | "ignore";
  readonly onClose: () => void;
}

const WEEK_MILLIS = 7 * 24 * 3_600_000;

/** Says that what is seen is right, or that nobody has to look at it for some time. It can be taken back. */
export default function DecideDriftDialog({ drift, verdict, onClose }: DecideDriftDialogProps) {
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const [day, setDay] = useState(() => new Date(Date.now() + WEEK_MILLIS).toISOString().slice(0, 10));
  const path = { id: drift.id };
  const decide = useMutation({
    mutationFn: () =>
      verdict === "accept"
        ? postDriftByIdAccept({ path, body: { reason } })
        : postDriftByIdIgnore({ path, body: { reason, until: `${day}T00:00:00Z` } }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      showToast(verdict === "accept" ? "It is accepted." : "It is ignored.");
      onClose();
    },
  });
  return (
    <FormDialog
      title={`${verdict === "accept" ? "Accept" : "Ignore"} the drift of ${drift.ciName}?`}
      about={
        <>
          <p>
            {kindWord(drift.kind)} {fieldWords(drift)}: {sidesWords(drift)}.
          </p>
          <p>
            {verdict === "accept"
              ? "What is seen is right: it is no drift until something else is intended."
              : "Nobody has to look at it before that day."}
          </p>
        </>
      }
      submit={verdict === "accept" ? "Accept" : "Ignore"}
      busy={decide.isPending}
      problem={messageOf(decide.error, ["reason", "until"])}
      onSubmit={() => decide.mutate()}
      onClose={onClose}
    >
      {verdict === "ignore" && (
        <TextInput
          type="date"
          label="Until"
          required
          value={day}
          error={violationOf(decide.error, "until")}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
      )}
      <Textarea
        label="Reason"
        required
        data-autofocus
        value={reason}
        error={violationOf(decide.error, "reason")}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
