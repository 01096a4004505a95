package io.jenkins.plugins.foreman.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Who asks. Basic with the password or a token; sessions by cookie, with their trap: a session that has expired makes
 * even good credentials fail once, with an empty answer, and a living one wins over the credentials. After many failed
 * logins an address is locked out for a while. Called under the simulator's lock.
 */
final class Authentication {

    private static final int FAILURES_ALLOWED = 30;
    private static final int SESSIONS_KEPT = 1000;
    private static final long LOCKOUT = 300 * Micros.SECOND;

    private record Session(SimUser user, long lastUsed) {}

    /**
     * @param newSession id of the session to set a cookie for, or null
     */
    record Result(SimUser user, String newSession, ApiError error) {}

    private final Users users;
    private final Timing timing;
    private final Map<String, Session> sessions = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
            return size() > SESSIONS_KEPT;
        }
    };
    private final Map<String, Deque<Long>> failures = new HashMap<>();

    Authentication(Users users, Timing timing) {
        this.users = users;
        this.timing = timing;
    }

    /** Ends all sessions in the middle, as a restart of the server's cache does. */
    void forgetSessions() {
        sessions.clear();
    }

    Result authenticate(Map<String, String> headers, String address, long now) {
        String cookie = sessionCookie(headers.get("cookie"));
        Session session = cookie == null ? null : sessions.get(cookie);
        boolean expired = session != null && now - session.lastUsed() > Micros.of(timing.sessionIdle());
        if (session != null && !expired) {
            sessions.put(cookie, new Session(session.user(), now));
            return new Result(session.user(), null, null);
        }
        Deque<Long> failed = failures.computeIfAbsent(address, key -> new ArrayDeque<>());
        while (!failed.isEmpty() && now - failed.peekFirst() > LOCKOUT) {
            failed.removeFirst();
        }
        String anonymous = cookie == null ? null : newId();
        if (failed.size() >= FAILURES_ALLOWED) {
            return refused(anonymous, "Too many tries, please try again in a few minutes.");
        }
        SimUser user = basic(headers.get("authorization"));
        if (user == null) {
            String login = login(headers.get("authorization"));
            if (!login.isEmpty()) {
                failed.addLast(now);
            }
            return refused(anonymous, "Unable to authenticate user " + login);
        }
        String id = newId();
        sessions.put(id, new Session(user, now));
        if (expired) {
            sessions.remove(cookie);
            return new Result(user, id, ApiError.sessionExpired());
        }
        return new Result(user, id, null);
    }

    /** Who sends a cookie that is no session gets a new one, although it is refused (seen so). */
    private static Result refused(String session, String message) {
        return new Result(null, session, ApiError.unauthorized(message));
    }

    private static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static String sessionCookie(String header) {
        if (header != null) {
            for (String pair : header.split(";\\s*")) {
                if (pair.startsWith("_session_id=")) {
                    return pair.substring("_session_id=".length());
                }
            }
        }
        return null;
    }

    private static String[] credentials(String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return new String[] {"", ""};
        }
        try {
            String text =
                    new String(Base64.getDecoder().decode(header.substring(6).trim()), StandardCharsets.UTF_8);
            String[] parts = text.split(":", 2);
            return parts.length == 2 ? parts : new String[] {parts[0], ""};
        } catch (IllegalArgumentException e) {
            return new String[] {"", ""};
        }
    }

    private static String login(String header) {
        return credentials(header)[0];
    }

    private SimUser basic(String header) {
        String[] credentials = credentials(header);
        SimUser user = users.find(credentials[0]);
        return user != null && !user.disabled() && user.accepts(credentials[1]) ? user : null;
    }
}
