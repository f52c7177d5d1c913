package kit.result;

/// Which state of the project made the run.
///
/// @param version the project's version
/// @param commit the commit, or `unknown` outside a checkout
/// @param dirty whether tracked files differed from the commit
public record ProjectFacts(String version, String commit, boolean dirty) {
  public ProjectFacts {
    Required.of("version", version, "commit", commit);
  }
}
