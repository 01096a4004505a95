package io.jenkins.plugins.foreman.config;

import static io.jenkins.plugins.casc.misc.Util.getUnclassifiedRoot;
import static io.jenkins.plugins.casc.misc.Util.toStringFromYamlFile;
import static io.jenkins.plugins.casc.misc.Util.toYamlString;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import java.util.List;
import org.junit.jupiter.api.Test;

@WithJenkinsConfiguredWithCode
class ConfigurationAsCodeJenkinsTest {

    @Test
    @ConfiguredWithCode("configuration-as-code.yml")
    void importsServers(JenkinsConfiguredWithCodeRule jenkins) {
        List<ForemanServer> servers = ForemanServers.get().getServers();

        assertThat(servers).hasSize(2);
        assertThat(servers.get(0)).usingRecursiveComparison().isEqualTo(Samples.full("prod"));
        assertThat(servers.get(1)).usingRecursiveComparison().isEqualTo(Samples.small("test"));
        assertThat(ForemanServers.get().getDefaultServer()).isEqualTo("prod");
    }

    @Test
    @ConfiguredWithCode("configuration-as-code.yml")
    void exportsServersAsTheyWereImported(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());

        assertThat(toYamlString(getUnclassifiedRoot(context).get("foremanServers")))
                .isEqualTo(toStringFromYamlFile(this, "configuration-as-code-exported.yml"));
    }
}
