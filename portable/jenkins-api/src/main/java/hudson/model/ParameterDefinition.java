package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import java.io.Serializable;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean(defaultVisibility = 3)
public abstract class ParameterDefinition implements Describable<ParameterDefinition>, ExtensionPoint, Serializable {
    protected ParameterDefinition(@NonNull String name) {
        throw new UnsupportedOperationException();
    }

    @Exported
    @NonNull
    public String getName() {
        throw new UnsupportedOperationException();
    }

    @Exported
    @CheckForNull
    public String getDescription() {
        throw new UnsupportedOperationException();
    }

    @DataBoundSetter
    public void setDescription(@CheckForNull String description) {
        throw new UnsupportedOperationException();
    }

    @Override
    @NonNull
    public ParameterDescriptor getDescriptor() {
        throw new UnsupportedOperationException();
    }

    @CheckForNull
    public ParameterValue createValue(StaplerRequest2 req, JSONObject jo) {
        throw new UnsupportedOperationException();
    }

    @CheckForNull
    @Exported
    public ParameterValue getDefaultParameterValue() {
        throw new UnsupportedOperationException();
    }

    public boolean isValid(ParameterValue value) {
        throw new UnsupportedOperationException();
    }

    public abstract static class ParameterDescriptor extends Descriptor<ParameterDefinition> {
        protected ParameterDescriptor() {
            throw new UnsupportedOperationException();
        }

        @NonNull
        @Override
        public String getDisplayName() {
            throw new UnsupportedOperationException();
        }
    }
}
