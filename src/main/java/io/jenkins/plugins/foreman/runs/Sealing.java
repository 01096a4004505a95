package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.util.Secret;

/**
 * Encrypts texts that are kept with a run, since a script may have put a secret into any of them. Not as a {@link Secret}:
 * as a Java object that is written in plain text.
 */
public final class Sealing {

    /** Without it a text that happens to be somebody's encrypted secret would be taken for that, and decrypted. */
    private static final String GUARD = "=";

    private Sealing() {}

    /** A text as it may be kept. */
    @NonNull
    public static String seal(@NonNull String text) {
        return Secret.fromString(GUARD + text).getEncryptedValue();
    }

    /** The text again. */
    @NonNull
    public static String unseal(@NonNull String sealed) {
        return Secret.fromString(sealed).getPlainText().substring(GUARD.length());
    }
}
