package io.jenkins.plugins.foreman.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The address of a Foreman as people type it. */
final class ServerUrl {

    private ServerUrl() {}

    /** Says what is wrong with an address and how to mend it; null when it can be used. */
    @CheckForNull
    static String problem(@CheckForNull String url) {
        if (url == null || url.isBlank()) {
            return Messages.ServerUrl_missing();
        }
        URI uri;
        try {
            uri = new URI(url.trim());
        } catch (URISyntaxException e) {
            return Messages.ServerUrl_invalid(e.getReason());
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getRawUserInfo() != null) {
            return Messages.ServerUrl_login();
        }
        if (!scheme.equals("https") && !scheme.equals("http") || uri.getHost() == null) {
            return Messages.ServerUrl_scheme();
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return Messages.ServerUrl_query();
        }
        return null;
    }

    /** The same for two ways of writing one address: letters of scheme and host, slashes at the end. */
    @NonNull
    static String normal(@NonNull String url) {
        String text = url.trim().replaceAll("/+$", "");
        int host = text.indexOf("://") + 3;
        int path = text.indexOf('/', host);
        return host < 3
                ? text
                : path < 0
                        ? text.toLowerCase(Locale.ROOT)
                        : text.substring(0, path).toLowerCase(Locale.ROOT) + text.substring(path);
    }

    /** Whether passwords would go over the wire in clear. */
    static boolean isPlain(@NonNull String url) {
        return url.trim().toLowerCase(Locale.ROOT).startsWith("http:");
    }
}
