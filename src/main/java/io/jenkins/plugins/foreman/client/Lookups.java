package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/** What a job invocation request can name. All methods block and throw {@link ForemanException}. */
public final class Lookups {

    private final ForemanHttp http;

    Lookups(ForemanHttp http) {
        this.http = http;
    }

    /** {@code GET /job_templates}, without snippets and without inputs. */
    @NonNull
    public Page<JobTemplate> templates(@NonNull ListQuery query) throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /** {@code GET /job_templates/:id} with its inputs, those of its foreign input sets included. */
    @NonNull
    public JobTemplate template(long id) throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /**
     * The template of exactly that name, without inputs.
     *
     * @return null when there is none or it may not be seen
     */
    @CheckForNull
    public JobTemplate templateByName(@NonNull String name) throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /** {@code GET /remote_execution_features}. */
    @NonNull
    public List<Feature> features() throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /** {@code GET /hosts?thin=true}: {@code subtotal} is the count, {@code results} the first names. */
    @NonNull
    public Page<NamedItem> hosts(@NonNull ListQuery query) throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /** {@code GET /bookmarks} of the host search. */
    @NonNull
    public List<Bookmark> bookmarks() throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /** Something with an id and a name. */
    public record NamedItem(long id, @NonNull String name) {}

    /** A saved host search. */
    public record Bookmark(long id, @NonNull String name, @NonNull String query) {}

    /**
     * A remote execution feature.
     *
     * @param templateId null while no template is assigned to it
     */
    public record Feature(
            long id,
            @NonNull String label,
            @NonNull String name,
            @CheckForNull String description,
            @CheckForNull Long templateId,
            @CheckForNull String templateName) {}
}
