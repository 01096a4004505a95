package hudson.util;

import edu.umd.cs.findbugs.annotations.NonNull;
import net.sf.json.JSONArray;
import org.kohsuke.stapler.HttpResponse;

public class HttpResponses extends org.kohsuke.stapler.HttpResponses {
    public static HttpResponse okJSON(@NonNull JSONArray data) {
        throw new UnsupportedOperationException();
    }

    public static HttpResponse errorJSON(@NonNull String message) {
        throw new UnsupportedOperationException();
    }
}
