package hudson.model;

import hudson.security.AccessControlled;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class Computer extends Actionable implements AccessControlled, DescriptorByNameOwner {
    public static final ExecutorService threadPoolForRemoting = Executors.newCachedThreadPool();

    private Computer() {}
}
