package batcher.event;

/// What is batched together: one torrent in one direction, not the torrent alone.
public record BatchKey(Bytes32 torrent, Direction direction) {
  /// `<64 hexadecimal digits>:sent` or `:received`.
  @Override
  public String toString() {
    return torrent + ":" + direction.word();
  }
}
