package hudson.model;

import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

public interface ReconfigurableDescribable<T extends ReconfigurableDescribable<T>> extends Describable<T> {
    default T reconfigure(StaplerRequest2 req, JSONObject form) throws Descriptor.FormException {
        throw new UnsupportedOperationException();
    }
}
