package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/** A parser that gives no more tokens than somebody would want to keep; what is skipped does not count. */
final class CountingParser extends JsonParserDelegate {

    private final long most;
    private long left;

    CountingParser(JsonParser parser, long most) {
        super(parser);
        this.most = most;
        this.left = most;
    }

    @Override
    public JsonToken nextToken() throws IOException {
        if (--left < 0) {
            throw new ReplySize.ExceededException(() -> Messages.Reply_tokens(most));
        }
        return super.nextToken();
    }
}
