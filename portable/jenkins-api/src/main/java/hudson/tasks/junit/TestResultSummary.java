package hudson.tasks.junit;

import java.io.Serializable;

public class TestResultSummary implements Serializable {
    private static final long serialVersionUID = 1L;

    public TestResultSummary(TestResult result) {
        throw new UnsupportedOperationException();
    }
}
