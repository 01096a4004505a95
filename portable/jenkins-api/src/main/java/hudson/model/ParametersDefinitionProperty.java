package hudson.model;

import java.util.List;
import jenkins.model.OptionalJobProperty;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean(defaultVisibility = 2)
public class ParametersDefinitionProperty extends OptionalJobProperty<Job<?, ?>> implements Action {
    private ParametersDefinitionProperty() {}

    @Exported
    public List<ParameterDefinition> getParameterDefinitions() {
        throw new UnsupportedOperationException();
    }

    public ParameterDefinition getParameterDefinition(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getIconFileName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getUrlName() {
        throw new UnsupportedOperationException();
    }
}
