package org.jenkinsci.plugins.workflow.flow;

import edu.umd.cs.findbugs.annotations.NonNull;
import org.jenkinsci.plugins.workflow.graph.FlowActionStorage;
import org.jenkinsci.plugins.workflow.graph.GraphLookupView;
import org.springframework.security.core.Authentication;

public abstract class FlowExecution implements FlowActionStorage, GraphLookupView {
    @NonNull
    public Authentication getAuthentication2() {
        throw new UnsupportedOperationException();
    }
}
