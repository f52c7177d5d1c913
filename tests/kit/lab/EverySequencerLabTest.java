package kit.lab;

import house.Waiting;
import org.junit.jupiter.api.Order;

/// The labs of the sequencer.
@Waiting
@Order(1)
class EverySequencerLabTest extends EveryLabTest {
  @Override
  boolean takes(String system) {
    return system.equals("sequencer");
  }
}
