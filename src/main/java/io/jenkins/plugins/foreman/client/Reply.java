package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.jenkins.plugins.foreman.client.ForemanHttp.BodyReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/** A reply of which the headers have come. */
final class Reply {

    private final SentCall sent;
    private final HttpResponse<?> response;
    private final Deadline deadline;

    Reply(SentCall sent, HttpResponse<?> response, Deadline deadline) {
        this.sent = sent;
        this.response = response;
        this.deadline = deadline;
    }

    /** Reads the reply to its end, or throws what it says. An {@link IOException} of the connection passes through. */
    <T> T read(InputStream body, BodyReader<T> reader, Meter meter) throws IOException {
        ReplySize most = sent.call().most();
        InputStream content = new LimitedInput(isGzip() ? new GZIPInputStream(body) : body, most.bytes(), bytes -> {
            meter.received(bytes);
            if (most.mayTakeLonger()) {
                deadline.received(bytes);
            }
        });
        ReplyErrors errors = new ReplyErrors(sent, response);
        int status = response.statusCode();
        if (status < 200 || status >= 300 || contentType().contains("html")) {
            throw errors.of(content.readNBytes(ReplyErrors.MOST_READ));
        }
        EndWatcher watched = new EndWatcher(content);
        JsonToken first = null;
        try (JsonParser parser = Json.parser(watched, most.tokens())) {
            first = parser.nextToken();
            if (first == null) {
                throw new WordedException(Messages::Reply_empty);
            }
            if (first != JsonToken.START_OBJECT) {
                throw errors.notForeman(Messages::Reply_otherKind, null);
            }
            T value = reader.read(parser);
            while (parser.nextToken() != null) {
                parser.skipChildren();
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw errors.notForeman(() -> Messages.Reply_strange(e.getOriginalMessage()), e);
        } catch (JsonProcessingException e) {
            if (e instanceof JsonEOFException || first != null && (watched.ended || deadline.isOver())) {
                // a parse error at the very end is a reply cut off, whatever the parser calls it
                throw new WordedException(Messages::Reply_cut);
            }
            throw errors.notForeman(Messages::Reply_notJson, null);
        } catch (ReplySize.ExceededException e) {
            throw errors.notForeman(e::getMessage, e);
        } catch (MissingFieldException e) {
            throw errors.notForeman(e::getMessage, null);
        }
    }

    private boolean isGzip() {
        return response.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
    }

    private String contentType() {
        return response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    }

    /** A reply without what makes it one: other JSON than Foreman's. */
    static final class MissingFieldException extends WordedException {
        private static final long serialVersionUID = 1L;

        MissingFieldException(Supplier<String> what) {
            super(() -> Messages.Reply_missing(what.get()));
        }
    }

    private static final class EndWatcher extends FilterInputStream {
        private boolean ended;

        EndWatcher(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            ended |= read < 0;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            ended |= read < 0;
            return read;
        }
    }
}
