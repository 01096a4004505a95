package io.jenkins.plugins.foreman.page;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.view.PageEndpoint;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
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

    private static Set<String> paths(boolean post) {
        return EnumSet.allOf(PageEndpoint.class).stream()
                .filter(endpoint -> endpoint.isPost() == post)
                .map(PageEndpoint::path)
                .collect(Collectors.toSet());
    }

    @Test
    void eachMethodShowsWhatItIsNamedAfter() throws Exception {
        Endpoints endpoints = new Endpoints();
        Set<String> seen = new HashSet<>();
        for (Method method : RunEndpoints.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(GET.class)) {
                method.invoke(endpoints, null, null);
                assertThat(endpoints.shown.path()).isEqualTo(path(method));
                seen.add(path(method));
            }
        }

        assertThat(seen).isEqualTo(paths(false));
    }

    @Test
    void whatDoesSomethingTakesAPost() {
        assertThat(Arrays.stream(RunGroup.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(RequirePOST.class))
                        .map(RunEndpointsTest::path)
                        .collect(Collectors.toSet()))
                .isEqualTo(paths(true));
    }
}
