package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.queue.SubTask;
import jenkins.console.WithConsoleUrl;
import jenkins.model.FullyNamedModelObject;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public class Queue extends ResourceController implements Saveable {

    public Queue(@NonNull LoadBalancer loadBalancer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void save() {
        throw new UnsupportedOperationException();
    }

    public interface Task extends FullyNamedModelObject, SubTask {
        default boolean isConcurrentBuild() {
            throw new UnsupportedOperationException();
        }
    }

    public interface Executable extends Runnable, WithConsoleUrl {}
}
