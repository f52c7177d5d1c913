package sequencerpostgres;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import postgres.Databases;

/// Each test has an empty database of the server that classes share.
abstract class OnPostgres {
  String url;

  @BeforeEach
  void empty() throws IOException, SQLException {
    url = Databases.shared().create();
  }
}
