package hudson.tasks.junit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public final class SuiteResult implements Serializable {
    private SuiteResult() {}

    @Exported(visibility = 9)
    public String getId() {
        throw new UnsupportedOperationException();
    }

    @Exported(visibility = 9)
    @CheckForNull
    public String getNodeId() {
        throw new UnsupportedOperationException();
    }

    @Exported(visibility = 9)
    @NonNull
    public List<String> getEnclosingBlocks() {
        throw new UnsupportedOperationException();
    }

    @Exported(visibility = 9)
    @NonNull
    public List<String> getEnclosingBlockNames() {
        throw new UnsupportedOperationException();
    }
}
