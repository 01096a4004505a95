package org.kohsuke.stapler.framework.io;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;

public class LargeText {

    public LargeText(File file, Charset charset, boolean completed) {
        throw new UnsupportedOperationException();
    }

    public Reader readAll() throws IOException {
        throw new UnsupportedOperationException();
    }
}
