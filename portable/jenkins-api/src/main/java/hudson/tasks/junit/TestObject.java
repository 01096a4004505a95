package hudson.tasks.junit;

import hudson.model.AbstractModelObject;
import java.io.Serializable;
import org.kohsuke.stapler.export.ExportedBean;

@Deprecated
@ExportedBean
public abstract class TestObject extends AbstractModelObject implements Serializable {
    private static final long serialVersionUID = 1L;
}
