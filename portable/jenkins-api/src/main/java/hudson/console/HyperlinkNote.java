package hudson.console;

public class HyperlinkNote extends ConsoleNote {
    private static final long serialVersionUID = 1L;

    public HyperlinkNote(String url, int length) {
        throw new UnsupportedOperationException();
    }

    public static String encodeTo(String url, String text) {
        throw new UnsupportedOperationException();
    }
}
