package io.jenkins.plugins.foreman.cli;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Takes the signals that ask a process to end, for as long as it is open: the first is for an orderly end, the second for
 * one at once, and the third ends the process whatever it does. A shutdown hook sees the first one only: while it waits,
 * the JVM takes no other.
 *
 * <p>The classes of the JDK for this are supported, but its compiler warns of them and cannot be told not to. So they are
 * called by name.
 */
final class Interrupts implements AutoCloseable {

    /** A signal that asks a process to end. */
    enum Kind {
        INT(2, "Interrupted."),
        TERM(15, "Terminated."),
        HUP(1, "The terminal was closed.");

        private final int number;
        private final String told;

        Kind(int number, String told) {
            this.number = number;
            this.told = told;
        }

        /** What has happened, a sentence. */
        @NonNull
        String told() {
            return told;
        }

        /** What a process ends with because of it, by convention. */
        int exitCode() {
            return 128 + number;
        }
    }

    private final Consumer<Kind> first;
    private final Consumer<Kind> second;
    private final AtomicReference<Kind> taken = new AtomicReference<>();
    private final Map<Kind, Object> before = new LinkedHashMap<>();

    /** Each is called on a thread of its own, and need not return. */
    Interrupts(@NonNull Consumer<Kind> first, @NonNull Consumer<Kind> second) {
        this.first = first;
        this.second = second;
        for (Kind kind : Kind.values()) {
            Object handler = handle(kind, handler(kind));
            if (handler != null) {
                before.put(kind, handler);
            }
        }
    }

    /** Whether there was one. */
    boolean any() {
        return taken.get() != null;
    }

    /** What a process ends with that would end with {@code code}. */
    int exitCode(int code) {
        Kind kind = taken.get();
        return kind == null ? code : kind.exitCode();
    }

    /** Lets signals do what they did before. */
    @Override
    public void close() {
        before.forEach(Interrupts::handle);
    }

    private void take(Kind kind) {
        if (taken.compareAndSet(null, kind)) {
            first.accept(kind);
            return;
        }
        for (Kind each : before.keySet()) {
            handle(
                    each,
                    reflected(() -> Class.forName("sun.misc.SignalHandler")
                            .getField("SIG_DFL")
                            .get(null)));
        }
        second.accept(kind);
    }

    private Object handler(Kind kind) {
        return reflected(() -> Proxy.newProxyInstance(
                Interrupts.class.getClassLoader(),
                new Class<?>[] {Class.forName("sun.misc.SignalHandler")},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        take(kind);
                        return null;
                    }
                    return method.invoke(kind, arguments);
                }));
    }

    /** Returns the handler before, null where the signal is unknown or the JVM was told to leave it alone. */
    private static Object handle(Kind kind, Object handler) {
        return reflected(() -> {
            Class<?> signal = Class.forName("sun.misc.Signal");
            try {
                return signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
                        .invoke(null, signal.getConstructor(String.class).newInstance(kind.name()), handler);
            } catch (InvocationTargetException e) {
                return null;
            }
        });
    }

    private interface Reflection {
        Object get() throws ReflectiveOperationException;
    }

    private static Object reflected(Reflection call) {
        try {
            return call.get();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
