package hudson.model;

import org.kohsuke.stapler.DataBoundConstructor;

public class StringParameterValue extends ParameterValue {
    @DataBoundConstructor
    public StringParameterValue(String name, String value) {
        this(name, value, null);
    }

    public StringParameterValue(String name, String value, String description) {
        super(name, description);
    }

    @Override
    public String getValue() {
        throw new UnsupportedOperationException();
    }
}
