package io.consentledger.cli;

import io.consentledger.crypto.build.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** Version and commit of the build. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"consent " + BuildInfo.ofThisProgram()};
  }
}
