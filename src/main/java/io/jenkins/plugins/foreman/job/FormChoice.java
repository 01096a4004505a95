package io.jenkins.plugins.foreman.job;

import edu.umd.cs.findbugs.annotations.NonNull;
import net.sf.json.JSONObject;

/** What is chosen in a form where several fields exclude each other: Jenkins gives back those too that it hides. */
public final class FormChoice {

    private final JSONObject form;
    private final String name;

    /** @param name of the radio buttons, whose values are the names of the fields */
    public FormChoice(@NonNull JSONObject form, @NonNull String name) {
        this.form = form;
        this.name = name;
    }

    /** Whether another field is chosen. Without the radio buttons, as in the request of a script, nothing is. */
    public boolean excludes(@NonNull String field) {
        return form.has(name) && !form.getString(name).equals(field);
    }
}
