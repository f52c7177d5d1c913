package postgres;

class PostgresServerContainerTest extends PostgresServerTest {
  @Override
  protected String kind() {
    return "container";
  }
}
