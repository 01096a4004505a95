package hudson;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;

public class Util {
    @CheckForNull
    public static String fixEmpty(@CheckForNull String s) {
        throw new UnsupportedOperationException();
    }

    @CheckForNull
    public static String fixEmptyAndTrim(@CheckForNull String s) {
        throw new UnsupportedOperationException();
    }

    @NonNull
    public static String fixNull(@CheckForNull String s) {
        throw new UnsupportedOperationException();
    }
}
