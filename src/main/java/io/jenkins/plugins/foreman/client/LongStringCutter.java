package io.jenkins.plugins.foreman.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * JSON in which no string is much longer than a limit, so that a parser, which holds a string as a whole, needs no more
 * memory than that. The end of a longer string is left out; escapes and UTF-8 characters stay whole.
 */
final class LongStringCutter extends FilterInputStream {

    private final int limit;
    private final byte[] one = new byte[1];
    private boolean inString;
    private boolean cutting;
    private int length;
    private boolean afterBackslash;
    private int hexLeft;

    /** Strings of {@code limit} bytes or more between their quotes may have been cut, shorter ones never. */
    LongStringCutter(InputStream in, int limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int size) throws IOException {
        if (size == 0) {
            return 0;
        }
        while (true) {
            int read = super.read(buffer, offset, size);
            if (read < 0) {
                return read;
            }
            int kept = keep(buffer, offset, offset + read);
            if (kept > offset) {
                return kept - offset;
            }
        }
    }

    /** Moves what is kept to the front; returns its end. */
    private int keep(byte[] buffer, int offset, int end) {
        int kept = offset;
        for (int i = offset; i < end; i++) {
            int from = i;
            i = endOfPlain(buffer, i, end);
            if (kept < from) {
                System.arraycopy(buffer, from, buffer, kept, i - from);
            }
            kept += i - from;
            if (i < end && keeps(buffer[i])) {
                buffer[kept++] = buffer[i];
            }
        }
        return kept;
    }

    /** Passes over what is kept whatever it is: nearly all that there is, so no more is asked of it than whether it ends. */
    private int endOfPlain(byte[] buffer, int offset, int end) {
        int i = offset;
        if (!inString) {
            while (i < end && buffer[i] != '"') {
                i++;
            }
        } else if (!afterBackslash && hexLeft == 0 && !cutting) {
            int most = Math.min(end, offset + Math.max(0, limit - length));
            while (i < most && buffer[i] != '"' && buffer[i] != '\\') {
                i++;
            }
            length += i - offset;
        }
        return i;
    }

    private boolean keeps(byte next) {
        if (!inString) {
            inString = next == '"';
            length = 0;
            cutting = false;
            return true;
        }
        if (afterBackslash) {
            afterBackslash = false;
            hexLeft = next == 'u' ? 4 : 0;
        } else if (hexLeft > 0) {
            hexLeft--;
        } else if (next == '"') {
            inString = false;
            return true;
        } else {
            cutting |= length >= limit && !continuesCharacter(next);
            afterBackslash = next == '\\';
        }
        length += cutting ? 0 : 1;
        return !cutting;
    }

    private static boolean continuesCharacter(byte next) {
        return (next & 0xc0) == 0x80;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
