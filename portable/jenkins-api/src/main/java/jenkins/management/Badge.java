package jenkins.management;

import edu.umd.cs.findbugs.annotations.NonNull;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public class Badge {
    public Badge(@NonNull String text, @NonNull String tooltip, @NonNull Severity severity) {
        throw new UnsupportedOperationException();
    }

    @Exported(visibility = 999)
    public String getText() {
        throw new UnsupportedOperationException();
    }

    public enum Severity {
        DANGER,
        WARNING,
        INFO
    }
}
