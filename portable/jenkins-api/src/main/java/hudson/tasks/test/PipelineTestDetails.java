package hudson.tasks.test;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.util.List;

public class PipelineTestDetails implements Serializable {
    private static final long serialVersionUID = 1L;

    public void setNodeId(@NonNull String nodeId) {
        throw new UnsupportedOperationException();
    }

    public void setEnclosingBlocks(@NonNull List<String> enclosingBlocks) {
        throw new UnsupportedOperationException();
    }

    public void setEnclosingBlockNames(@NonNull List<String> enclosingBlockNames) {
        throw new UnsupportedOperationException();
    }
}
