package hudson.tasks.test;

public abstract class MetaTabulatedResult extends TabulatedResult {
    private static final long serialVersionUID = 1L;
}
