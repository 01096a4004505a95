package io.jenkins.plugins.foreman.cli.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.view.PageReply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** The files of the page: the plugin's scripts and styles, and what stands around them outside of Jenkins. */
final class PageAssets {

    /** The header that a POST must have; the page finds name and value where Jenkins' pages have their crumb. */
    static final String TOKEN_HEADER = "Foreman-Page-Token";

    private static final Pattern PLUGIN_FILE = Pattern.compile("(?:js|css)/[a-z-]+\\.(?:js|css)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "svg", "image/svg+xml");

    private final String token;

    PageAssets(@NonNull String token) {
        this.token = token;
    }

    /** The file at a path, null when it is none. */
    @CheckForNull
    PageReply find(@NonNull String path) throws IOException {
        if (PLUGIN_FILE.matcher(path).matches()) {
            return file(path, "/foreman-page/" + path);
        }
        return switch (path) {
            case "" -> page();
            case "standalone.css", "icon.svg" -> file(path, path);
            default -> null;
        };
    }

    private PageReply page() throws IOException {
        byte[] bytes = read("index.html");
        String html = new String(bytes == null ? new byte[0] : bytes, StandardCharsets.UTF_8)
                .replace("@header@", TOKEN_HEADER)
                .replace("@token@", token);
        return reply("html", html.getBytes(StandardCharsets.UTF_8));
    }

    @CheckForNull
    private static PageReply file(String path, String resource) throws IOException {
        byte[] bytes = read(resource);
        return bytes == null ? null : reply(path.substring(path.lastIndexOf('.') + 1), bytes);
    }

    @CheckForNull
    private static byte[] read(String resource) throws IOException {
        try (InputStream in = PageAssets.class.getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    private static PageReply reply(String extension, byte[] bytes) {
        return new PageReply(200, TYPES.get(extension), Map.of("Cache-Control", "no-store"), out -> out.write(bytes));
    }
}
