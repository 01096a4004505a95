package com.cloudbees.jenkins.plugins.sshcredentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.Secret;

public interface SSHUserPrivateKey extends SSHUser {
    @CheckForNull
    Secret getPassphrase();
}
