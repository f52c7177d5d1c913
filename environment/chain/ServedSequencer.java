package chain;

import java.util.List;
import runtime.Launch;
import runtime.Served;
import sequencer.SequencerConfig;
import sequencer.SequencerLaunch;

/// The sequencer, alone. As in the document, anybody may open a channel. With `--chain-rpc` it
/// closes channels.
public final class ServedSequencer implements Served {
  @Override
  public int port() {
    return SequencerConfig.PORT;
  }

  @Override
  public List<String> engines() {
    return SequencerConfig.ENGINES;
  }

  @Override
  public Launch launch(String engine, String... more) {
    return SequencerLaunch.launch(SettlingSequencer.class, engine, "--seed-open").and(more);
  }
}
