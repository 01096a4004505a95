package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;

/**
 * One sending of a call to one server: what the messages of its failures are made of.
 *
 * @param requestId sent as {@code X-Request-Id}
 * @param mask of what must not be shown of answers
 */
record SentCall(ForemanConnection connection, ApiCall call, String requestId, Mask mask) {

    /** Foreman with its address, for the start of a sentence. */
    String foreman() {
        return Messages.SentCall_foreman(address());
    }

    /** The address without anything that might be a secret. */
    String address() {
        URI url = connection.url();
        return url.getScheme() + "://" + authority(url) + (url.getPath() == null ? "" : url.getPath());
    }

    /** Host and port that the connection goes to. */
    String hostAndPort() {
        URI url = connection.url();
        String defaultPort = "http".equalsIgnoreCase(url.getScheme()) ? ":80" : ":443";
        return authority(url) + (url.getPort() < 0 ? defaultPort : "");
    }

    /** Host and port of a URL, without the user that one may put before them. */
    static String authority(URI url) {
        String authority = url.getRawAuthority();
        return authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1);
    }

    /** A failure without an answer. */
    ForemanException failure(ForemanException.Kind kind, Sentence message, boolean outcomeUnknown, Throwable cause) {
        return new ForemanException(
                kind, message, 0, null, null, List.of(), false, false, outcomeUnknown, null, this, cause);
    }

    /** Text without secrets: those of the run, those of the call, and the login, which a server may repeat as well. */
    String masked(String text) {
        Mask own = new Mask();
        own.add(call.masked());
        try {
            own.add(List.of(connection.password().get()));
        } catch (UncheckedIOException e) {
            // it may not be used any more: then none was sent
        }
        return own.ofText(mask.ofText(text));
    }

    /** Foreman's version by its header, which some reverse proxies rewrite; null when absent. */
    @CheckForNull
    static String foremanVersion(HttpHeaders headers) {
        return headers.map().entrySet().stream()
                .filter(header -> header.getKey()
                        .toLowerCase(Locale.ROOT)
                        .replace('-', '_')
                        .equals("foreman_version"))
                .flatMap(header -> header.getValue().stream())
                .findFirst()
                .orElse(null);
    }
}
