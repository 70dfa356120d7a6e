package io.binnacle.server.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

import io.binnacle.cmdb.attachment.Attachment;
import io.binnacle.cmdb.attachment.Attachments;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Content;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.RawBody;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;

/** Files of items. What somebody brought is handed out as a file to keep, never as a page of ours. */
public final class AttachmentApi {

    private static final String ID = "id";
    private static final String NAME = "name";
    /** Should a browser open it after all: it may do nothing, and is of no origin. */
    private static final String SANDBOX = "default-src 'none'; sandbox";

    private final Attachments attachments;
    private final Consumer<String> news;

    /** @param news hears whose files changed */
    public AttachmentApi(Attachments attachments, Consumer<String> news) {
        this.attachments = attachments;
        this.news = news;
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("cis/{id}/attachments", "listCiAttachments", "The files of an item, by name")
                        .needs(Permission.CI_READ).returnsItems(Attachment.class)
                        .handle(call -> new Items<>(attachments.of(call.pathId(ID)))),
                Route.post("cis/{id}/attachments", "addCiAttachment", "Keeps a file with an item, up to 16 MiB")
                        .needs(Permission.CI_WRITE)
                        .with(Parameter.text(NAME, "The name of the file, without a path").must())
                        .raw("application/octet-stream", Attachments.BYTES_MAX).creates(Attachment.class)
                        .handle(this::add),
                Route.get("attachments/{id}", "getAttachment", "What is in a file").needs(Permission.CI_READ)
                        .returnsContent().handle(this::content),
                Route.delete("attachments/{id}", "deleteAttachment", "Deletes a file").needs(Permission.CI_WRITE)
                        .returnsNothing().handle(this::delete));
    }

    private Attachment add(Call call, RawBody body) {
        Attachment added = attachments.add(call.actor(), call.pathId(ID), call.query(NAME).orElse(""), body.read());
        news.accept(added.ciId().toString());
        return added;
    }

    private void delete(Call call) {
        attachments.delete(call.actor(), call.pathId(ID));
        news.accept(call.path(ID));
    }

    private Content content(Call call) {
        Attachment file = attachments.get(call.pathId(ID));
        return new Content(200, file.mediaType(), attachments.content(file.id()))
                .with("content-disposition", disposition(file.name()))
                .with("x-content-type-options", "nosniff")
                .with("content-security-policy", SANDBOX);
    }

    /** As RFC 6266 has it: a plain name for old readers, the whole one beside it. */
    private static String disposition(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
        return "attachment; filename=\"" + name.replaceAll("[^A-Za-z0-9 ._-]", "_") + "\"; filename*=UTF-8''"
                + encoded;
    }
}
