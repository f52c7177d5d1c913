package merchant;

import java.util.List;
import runtime.Launch;
import runtime.Served;

/// The merchant, alone. It keeps its accounts in memory, and settles at the document's sequencer
/// unless it is told another one.
public final class ServedMerchant implements Served {
  @Override
  public int port() {
    return MerchantConfig.PORT;
  }

  @Override
  public List<String> engines() {
    return List.of("memory");
  }

  @Override
  public Launch launch(String engine, String... more) {
    return MerchantLaunch.launch(more);
  }
}
