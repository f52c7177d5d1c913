package kit.lab;

import house.Waiting;
import org.junit.jupiter.api.Order;

/// The labs of the transport.
@Waiting
@Order(1)
class EveryTransportLabTest extends EveryLabTest {
  @Override
  boolean takes(String system) {
    return system.equals("transport");
  }
}
