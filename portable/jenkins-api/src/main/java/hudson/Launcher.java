package hudson;

import edu.umd.cs.findbugs.annotations.NonNull;

public abstract class Launcher {

    protected Launcher(@NonNull Launcher launcher) {
        throw new UnsupportedOperationException();
    }
}
