import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, lazy, Suspense, useRef, useState } from "react";
import { ciAttachmentsQuery } from "../../entities/ci";
import { useCan } from "../../entities/session";
import { type Attachment, type ConfigurationItem, messageOf, postCisByIdAttachments } from "../../shared/api";
import { formatValue } from "../../shared/format/units";
import { Timestamp } from "../../shared/time";
import { Card, QueryState, showToast } from "../../shared/ui";
import classes from "./attachments.module.css";

const DeleteAttachmentDialog = lazy(() => import("../../features/delete-attachment/DeleteAttachmentDialog"));

interface AttachmentsCardProps {
  readonly ci: ConfigurationItem;
}

/** As the server has it; said here before anything is sent. */
const BYTES_MAX = 16 * 2 ** 20;

/** The files of an item: brought by a button or dropped, taken away, deleted. */
export function AttachmentsCard({ ci }: AttachmentsCardProps) {
  const query = useQuery(ciAttachmentsQuery(ci.id));
  const mayWrite = useCan("ci:write");
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [deleting, setDeleting] = useState<Attachment>();
  const upload = useUpload(ci);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    upload.mutate([...event.dataTransfer.files]);
  };
  const dropping = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: drop,
  };
  return (
    // Dropping is one way of two: the button does the same.
    <div className={classes.drop} data-over={over || undefined} {...(mayWrite ? dropping : {})}>
      <Card
        title="Attachments"
        about={query.data && query.data.items.length > 0 ? query.data.items.length : undefined}
        actions={
          mayWrite && (
            <Button
              size="compact-sm"
              variant="default"
              loading={upload.isPending}
              onClick={() => chooser.current?.click()}
            >
              Add file
            </Button>
          )
        }
      >
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label="Files to attach"
          onChange={(event) => {
            upload.mutate([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = "";
          }}
        />
        {upload.error && <p role="alert">{messageOf(upload.error)}</p>}
        <QueryState query={query} rows={1}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="muted">{mayWrite ? "None. Drop files here, 16 MiB each at most." : "None."}</p>
            ) : (
              <ul className={classes.files}>
                {items.map((file) => (
                  <FileRow key={file.id} file={file} onDelete={mayWrite ? () => setDeleting(file) : undefined} />
                ))}
              </ul>
            )
          }
        </QueryState>
      </Card>
      {deleting && (
        <Suspense fallback={null}>
          <DeleteAttachmentDialog attachment={deleting} onClose={() => setDeleting(undefined)} />
        </Suspense>
      )}
    </div>
  );
}

function useUpload(ci: ConfigurationItem) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (files: readonly File[]) => {
      const large = files.find(({ size }) => size > BYTES_MAX);
      if (large) {
        throw new Error(`${large.name} is larger than 16 MiB.`);
      }
      for (const file of files) {
        await postCisByIdAttachments({ path: { id: ci.id }, query: { name: file.name }, body: file });
      }
      return files.length;
    },
    onSuccess: (count) => {
      if (count > 0) {
        showToast(count === 1 ? "1 file was attached." : `${count} files were attached.`);
      }
    },
    // Of several files the first ones may be there though a later one was refused.
    onSettled: () => queries.invalidateQueries({ queryKey: ciAttachmentsQuery(ci.id).queryKey }),
  });
}

function FileRow({ file, onDelete }: { readonly file: Attachment; readonly onDelete: (() => void) | undefined }) {
  return (
    <li>
      <div>
        <a href={`/api/v1/attachments/${file.id}`} download={file.name}>
          {file.name}
        </a>
        <p className="muted small">
          {formatValue(file.sizeBytes, "B")}, {file.addedBy}, <Timestamp at={file.addedAt} />
        </p>
        <p className="muted small mono" title={`SHA-256 ${file.sha256}`}>
          SHA-256 {file.sha256.slice(0, 16)}…
        </p>
      </div>
      {onDelete && (
        <Button size="compact-xs" variant="default" aria-label={`Delete ${file.name}`} onClick={onDelete}>
          Delete
        </Button>
      )}
    </li>
  );
}
