package hudson.tasks.junit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.tasks.test.MetaTabulatedResult;
import io.jenkins.plugins.junit.storage.TestResultImpl;
import java.util.Collection;
import org.kohsuke.stapler.export.Exported;

public final class TestResult extends MetaTabulatedResult {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    public TestResultImpl getPluggableStorage() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    @Exported(inline = true, visibility = 9)
    public Collection<SuiteResult> getSuites() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void tally() {
        throw new UnsupportedOperationException();
    }
}
