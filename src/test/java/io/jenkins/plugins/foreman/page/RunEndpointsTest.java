package io.jenkins.plugins.foreman.page;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.view.PageEndpoint;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** What the page asks for is where Stapler finds it. */
class RunEndpointsTest {

    private static final class Endpoints extends RunEndpoints {

        private PageEndpoint shown;

        @Override
        void show(@NonNull PageEndpoint endpoint, @NonNull StaplerRequest2 req, @NonNull StaplerResponse2 rsp) {
            shown = endpoint;
        }
    }

    private static String path(Method method) {
        WebMethod named = method.getAnnotation(WebMethod.class);
        String name = method.getName().substring("do".length());
        return named == null ? Character.toLowerCase(name.charAt(0)) + name.substring(1) : named.name()[0];
    }

    @Test
    void eachIsAWebMethodOfItsNameAndVerb() throws Exception {
        Endpoints endpoints = new Endpoints();
        Set<PageEndpoint> found = EnumSet.noneOf(PageEndpoint.class);
        for (Method method : RunEndpoints.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(GET.class)) {
                method.invoke(endpoints, null, null);
                assertThat(endpoints.shown).isSameAs(PageEndpoint.find(path(method), false));
                found.add(endpoints.shown);
            }
        }
        for (Method method : RunGroup.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(RequirePOST.class)) {
                found.add(PageEndpoint.find(path(method), true));
            }
        }

        assertThat(found).isEqualTo(EnumSet.allOf(PageEndpoint.class));
    }
}
