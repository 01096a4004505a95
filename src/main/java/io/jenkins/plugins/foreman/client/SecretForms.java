package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The ways in which programs write a text that they were given. */
final class SecretForms {

    /** Of a text of several lines each one counts, since an output may indent them; a short one is no secret by itself. */
    private static final int SHORTEST_LINE = 8;

    private static final int SHORTEST_BASE64 = 6;
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");
    private static final Pattern SHELL_SPECIAL = Pattern.compile("([^\\w@%+=:,./\\-])");
    private static final Pattern BACKSLASH = Pattern.compile("\\\\(\\\\?)");

    private SecretForms() {}

    @NonNull
    static Set<String> of(@NonNull String secret) {
        Set<String> forms = new HashSet<>();
        add(secret.strip(), forms);
        secret.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST_LINE)
                .forEach(line -> add(line, forms));
        forms.removeIf(form -> form.length() < Mask.SHORTEST);
        return forms;
    }

    private static void add(String text, Set<String> forms) {
        forms.add(text);
        forms.add(text.replace("\n", "\r\n"));
        String json = String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text));
        forms.add(json);
        forms.add(json.replace("/", "\\/"));
        forms.add(ascii(json));
        // Rails writes these so in JSON
        String rails = json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
        forms.add(rails);
        forms.add(json.replace("\\", "\\\\").replace("\"", "\\\""));
        addHtml(text, forms);
        addUrl(text, forms);
        addShell(text, forms);
        addBase64(text, forms);
    }

    private static void addHtml(String text, Set<String> forms) {
        String html = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        forms.add(html);
        forms.add(html.replace("\"", "&quot;"));
        for (String apostrophe : new String[] {"&#39;", "&#x27;", "&apos;"}) {
            forms.add(html.replace("\"", "&quot;").replace("'", apostrophe));
        }
    }

    private static void addUrl(String text, Set<String> forms) {
        String form = URLEncoder.encode(text, StandardCharsets.UTF_8);
        for (String url : new String[] {
            form, form.replace("+", "%20"), form.replace("+", "%20").replace("%7E", "~")
        }) {
            forms.add(url);
            forms.add(ESCAPE.matcher(url).replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT)));
        }
    }

    private static void addShell(String text, Set<String> forms) {
        forms.add(text.replace("'", "'\\''"));
        forms.add(text.replace("'", "'\"'\"'"));
        forms.add(text.replace("\\", "\\\\").replace("'", "\\'"));
        forms.add(SHELL_SPECIAL.matcher(text).replaceAll("\\\\$1"));
        forms.add(text.replaceAll("([\\\\\"$`])", "\\\\$1"));
        forms.add(text.replace("$", "$$"));
        forms.add(text.replace("%", "%%"));
        forms.add(BACKSLASH.matcher(text).replaceAll("$1"));
    }

    /** Wherever in what was encoded it began; the characters at its ends depend on what was beside it. */
    private static void addBase64(String text, Set<String> forms) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            int from = shift == 0 ? 0 : shift + 1;
            int to = shifted.length * 8 / 6;
            if (to - from >= SHORTEST_BASE64) {
                forms.add(Base64.getEncoder().encodeToString(shifted).substring(from, to));
                forms.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
            }
        }
    }

    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c < 128) {
                ascii.append(c);
            } else {
                ascii.append(String.format("\\u%04x", (int) c));
            }
        }
        return ascii.toString();
    }
}
