package io.jenkins.plugins.foreman.cli.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.view.PageReply;
import io.jenkins.plugins.foreman.view.PageRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** One request over HTTP and its reply. */
final class Exchange {

    private static final String POLICY =
            "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** A form names at most a hundred thousand hosts. */
    private static final int MOST_FORM_BYTES = 1 << 20;

    private final HttpExchange exchange;

    Exchange(@NonNull HttpExchange exchange) {
        this.exchange = exchange;
    }

    @NonNull
    String method() {
        return exchange.getRequestMethod();
    }

    @CheckForNull
    String header(@NonNull String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** Sets the headers that keep a page from being harmed by what it shows or by where it is shown. */
    void protect() {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
    }

    @NonNull
    PageRequest request(boolean post) throws IOException {
        Map<String, String> params = new HashMap<>();
        parse(exchange.getRequestURI().getRawQuery(), params);
        if (post) {
            try (InputStream body = exchange.getRequestBody()) {
                parse(new String(body.readNBytes(MOST_FORM_BYTES), StandardCharsets.UTF_8), params);
            }
        }
        return new PageRequest(params, locale(), header("If-None-Match"));
    }

    private Locale locale() {
        String accepted = header("Accept-Language");
        return accepted == null ? Locale.ENGLISH : Locale.forLanguageTag(accepted.split("[,;]", 2)[0].strip());
    }

    private static void parse(String form, Map<String, String> params) {
        for (String pair : form == null ? new String[0] : form.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                params.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    void answer(int status, @NonNull String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        send(new PageReply(status, "text/plain;charset=utf-8", Map.of(), out -> out.write(bytes)));
    }

    void send(@NonNull PageReply reply) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        reply.headers().forEach(headers::set);
        PageReply.Body body = reply.body();
        if (body == null) {
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        headers.set("Content-Type", reply.contentType());
        String encodings = header("Accept-Encoding");
        boolean zip = encodings != null
                && encodings.contains("gzip")
                && !reply.contentType().startsWith("application/zip");
        if (zip) {
            headers.set("Content-Encoding", "gzip");
        }
        exchange.sendResponseHeaders(reply.status(), 0);
        try (OutputStream out = exchange.getResponseBody()) {
            if (zip) {
                GZIPOutputStream zipped = new GZIPOutputStream(out, 8192);
                body.writeTo(zipped);
                zipped.finish();
            } else {
                body.writeTo(out);
            }
        }
    }
}
