package hudson.tasks.junit;

import hudson.model.AbstractModelObject;
import java.io.Serializable;

public abstract class TestObject extends AbstractModelObject implements Serializable {
    private static final long serialVersionUID = 1L;
}
