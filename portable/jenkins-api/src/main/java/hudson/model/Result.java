package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import org.kohsuke.stapler.export.CustomExportedBean;

public final class Result implements Serializable, CustomExportedBean {
    private static final long serialVersionUID = 1L;

    @NonNull
    public static final Result SUCCESS = new Result();

    @NonNull
    public static final Result UNSTABLE = new Result();

    @NonNull
    public static final Result FAILURE = new Result();

    @NonNull
    public static final Result ABORTED = new Result();

    private Result() {}

    public boolean isWorseThan(@NonNull Result that) {
        throw new UnsupportedOperationException();
    }

    public boolean isBetterThan(@NonNull Result that) {
        throw new UnsupportedOperationException();
    }

    @NonNull
    public static Result fromString(@NonNull String s) {
        throw new UnsupportedOperationException();
    }
}
