package io.jenkins.plugins.foreman.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The servers of a folder where no form is filled in: in its file, through the remote API, and as a script makes them. */
@WithJenkins
class FolderConfigurationJenkinsTest {

    private JenkinsRule jenkins;
    private Folder folder;

    @BeforeEach
    void makeFolder(JenkinsRule rule) throws Exception {
        jenkins = rule;
        folder = jenkins.createProject(Folder.class, "folder");
        ForemanFolderProperty property =
                new ForemanFolderProperty(List.of(Samples.full("prod"), Samples.small("test")));
        property.setDefaultServer("test");
        folder.addProperty(property);
    }

    private static void assertServers(ForemanFolderProperty property) {
        assertThat(property).isNotNull();
        assertThat(property.getServers())
                .usingRecursiveComparison()
                .isEqualTo(List.of(Samples.full("prod"), Samples.small("test")));
        assertThat(property.getDefaultServer()).isEqualTo("test");
    }

    @Test
    void jenkinsReadsThemBackFromDisk() throws Exception {
        jenkins.jenkins.reload();

        Folder read = jenkins.jenkins.getItemByFullName("folder", Folder.class);
        assertThat(read).isNotNull().isNotSameAs(folder);
        assertServers(read.getProperties().get(ForemanFolderProperty.class));
    }

    @Test
    void aFolderMadeOfTheFileOfAnotherHasItsServers() throws Exception {
        byte[] file = Files.readAllBytes(folder.getConfigFile().getFile().toPath());

        Folder copy = (Folder) jenkins.jenkins.createProjectFromXML("copy", new ByteArrayInputStream(file));

        assertServers(copy.getProperties().get(ForemanFolderProperty.class));
    }

    /** As Job DSL and others do who know types by their symbols only. */
    @Test
    void aScriptMakesThemOfNamedValues() throws Exception {
        UninstantiatedDescribable described =
                DescribableModel.uninstantiate2_(folder.getProperties().get(ForemanFolderProperty.class));

        assertThat(described.getSymbol()).isEqualTo("foremanFolderServers");
        assertServers(described.instantiate(ForemanFolderProperty.class));
        ForemanFolderProperty made = DescribableModel.of(ForemanFolderProperty.class)
                .instantiate(
                        Map.of(
                                "defaultServer",
                                "prod",
                                "servers",
                                List.of(Map.of(
                                        "name",
                                        "prod",
                                        "url",
                                        "https://foreman.example.com",
                                        "credentialsId",
                                        "login",
                                        "patience",
                                        5))),
                        null);
        assertThat(made.getServers()).extracting(ForemanServer::getPatience).containsExactly(5);
        assertThat(made.getDefaultServer()).isEqualTo("prod");
    }
}
