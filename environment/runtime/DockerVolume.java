package runtime;

/// Data of a system that runs in a container: a named volume, which lies on the daemon's own file
/// system and outlives the containers that use it.
///
/// @param volume its name on the daemon; or a folder of the daemon's machine, which the user keeps
record DockerVolume(String name, String volume, DockerDaemon daemon) implements DataFolder {

  /// A daemon makes a volume that is not there, without a label that would let it be found again.
  ///
  /// @throws IllegalStateException if it has been deleted
  void refuseGone() {
    if (!kept() && !daemon.hasVolume(volume)) {
      throw new IllegalStateException("the data '" + name + "' have been deleted");
    }
  }

  @Override
  public void close() {
    if (!kept()) {
      daemon.removeVolume(volume);
    }
  }

  /// A volume's name holds no slash.
  private boolean kept() {
    return volume.startsWith("/");
  }
}
