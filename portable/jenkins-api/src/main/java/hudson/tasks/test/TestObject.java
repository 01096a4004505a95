package hudson.tasks.test;

public abstract class TestObject extends hudson.tasks.junit.TestObject {
    private static final long serialVersionUID = 1L;
}
