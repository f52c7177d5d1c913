package kafkabroker;

class BrokerContainerTest extends BrokerTest {
  @Override
  protected String kind() {
    return "container";
  }
}
