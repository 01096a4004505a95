package hudson.util;

import java.util.ArrayList;
import java.util.Collection;
import org.kohsuke.stapler.HttpResponse;

public class ComboBoxModel extends ArrayList<String> implements HttpResponse {
    private static final long serialVersionUID = 1L;

    public ComboBoxModel() {
        throw new UnsupportedOperationException();
    }

    public ComboBoxModel(Collection<? extends String> c) {
        throw new UnsupportedOperationException();
    }
}
