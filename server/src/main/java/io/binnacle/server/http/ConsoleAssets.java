package io.binnacle.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.binnacle.kernel.error.BugException;
import org.jspecify.annotations.Nullable;

/**
 * The console's files, from the class path's folder {@code console}. Files below {@code assets} carry their content's hash
 * in the name and may be kept for ever; the rest is asked for again each time, by ETag. Every other path is one of the
 * console's pages and gets {@code index.html}.
 *
 * <p>A file is read once and kept, compressed; the build's own {@code .br} and {@code .gz} beside it are taken if present.
 * Only names that exist are kept, so the console's size is the bound.
 */
final class ConsoleAssets implements HttpService {

    private static final String FOLDER = "console/";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern NOT_AT_ALL = Pattern.compile(";q=0(\\.0*)?$");
    private static final Map<String, String> MEDIA_TYPES = Map.ofEntries(Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"), Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"), Map.entry("png", "image/png"), Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"), Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"), Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("map", "application/json"));

    private record Asset(String mediaType, String etag, boolean immutable, HttpData plain, @Nullable HttpData gzip,
            @Nullable HttpData brotli) {}

    private final Map<String, Asset> assets = new ConcurrentHashMap<>();

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        String path = context.path().substring(1);
        if (path.startsWith("api/")) {
            return missing(context, "There is no such operation");
        }
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            return Answers.of(Problem.of(405, "Method not allowed", null, context.id().text()), null);
        }
        Optional<Asset> asset = find(path.isEmpty() ? "index.html" : path);
        if (asset.isEmpty() && path.startsWith("assets/")) {
            return missing(context, "There is no such file");
        }
        return asset.or(() -> find("index.html")).map(found -> answer(found, request.headers()))
                .orElseGet(() -> missing(context, "This build has no console"));
    }

    private static HttpResponse missing(ServiceRequestContext context, String detail) {
        return Answers.of(Problem.of(404, "Not found", detail, context.id().text()), null);
    }

    private static HttpResponse answer(Asset asset, RequestHeaders request) {
        ResponseHeadersBuilder headers = ResponseHeaders.builder(HttpStatus.OK)
                .add(HttpHeaderNames.CONTENT_TYPE, asset.mediaType())
                .add(HttpHeaderNames.ETAG, asset.etag())
                .add(HttpHeaderNames.VARY, "accept-encoding")
                .add(HttpHeaderNames.CACHE_CONTROL,
                        asset.immutable() ? "public, max-age=31536000, immutable" : "no-cache");
        if (isKnown(asset.etag(), request.get(HttpHeaderNames.IF_NONE_MATCH, ""))) {
            return HttpResponse.of(headers.status(HttpStatus.NOT_MODIFIED).build());
        }
        String accepted = request.get(HttpHeaderNames.ACCEPT_ENCODING, "");
        HttpData bytes = asset.plain();
        HttpData brotli = asset.brotli();
        HttpData gzip = asset.gzip();
        if (brotli != null && accepts(accepted, "br")) {
            headers.add(HttpHeaderNames.CONTENT_ENCODING, "br");
            bytes = brotli;
        } else if (gzip != null && accepts(accepted, "gzip")) {
            headers.add(HttpHeaderNames.CONTENT_ENCODING, "gzip");
            bytes = gzip;
        }
        if (request.method() == HttpMethod.HEAD) {
            return HttpResponse.of(headers.contentLength(bytes.length()).build());
        }
        return HttpResponse.of(headers.build(), bytes);
    }

    /** Whether the caller has it: If-None-Match is a list, and proxies that compress make its tags weak. */
    private static boolean isKnown(String etag, String offered) {
        return COMMA.splitAsStream(offered).map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }

    /** Whether Accept-Encoding names that coding and does not refuse it by {@code q=0}. */
    private static boolean accepts(String accepted, String coding) {
        return COMMA.splitAsStream(accepted).map(part -> part.replace(" ", "").toLowerCase(Locale.ROOT))
                .anyMatch(part -> part.equals(coding)
                        || (part.startsWith(coding + ";q=") && !NOT_AT_ALL.matcher(part).find()));
    }

    private Optional<Asset> find(String name) {
        Asset known = assets.get(name);
        if (known != null || !NAME.matcher(name).matches()) {
            return Optional.ofNullable(known);
        }
        byte[] plain = read(name);
        if (plain == null) {
            return Optional.empty();
        }
        String type = MEDIA_TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        byte[] gzip = read(name + ".gz");
        boolean compressible = type.startsWith("text/") || type.contains("json") || type.contains("svg");
        Asset asset = new Asset(type, "\"" + hash(plain) + "\"", name.startsWith("assets/"), HttpData.wrap(plain),
                wrap(gzip == null && compressible ? compress(plain) : gzip), wrap(read(name + ".br")));
        assets.put(name, asset);
        return Optional.of(asset);
    }

    private static @Nullable HttpData wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : HttpData.wrap(bytes);
    }

    private static byte @Nullable [] read(String name) {
        try (InputStream in = ConsoleAssets.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] compress(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 3);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new BugException("every Java has SHA-256", e);
        }
    }
}
