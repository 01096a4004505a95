package io.jenkins.plugins.foreman.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Content that ends with an exception where it is longer than anybody wants: a small reply may unpack to anything. */
final class LimitedInput extends FilterInputStream {

    private final long limit;
    private final LongConsumer received;
    private long left;

    /**
     * @param limit bytes
     * @param received told of the bytes of each piece
     */
    LimitedInput(InputStream in, long limit, LongConsumer received) {
        super(in);
        this.received = received;
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) throws IOException {
        left -= read;
        if (left < 0) {
            throw new ReplySize.ExceededException(() -> Messages.Reply_bytes(limit >> 20));
        }
        received.accept(read);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
