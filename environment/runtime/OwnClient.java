package runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Info;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;
import org.testcontainers.utility.ResourceReaper;

/// Gives Testcontainers the client that this project has already connected, and keeps it from two
/// things that it would do on its own.
///
/// Its own search for a daemon writes a file to the user's home and, in a sandbox without a
/// registry, tries for 200 s to pull a helper's image. Its reaper, Ryuk, is a container too,
/// whose image has to be pulled; what it does is done here by the [Leash] and the [Watchdog].
/// Testcontainers can be told so by environment variables only, which a JVM cannot set for
/// itself: hence the reflection.
final class OwnClient {
  private static final String REAPER_WITHOUT_CONTAINER =
      "org.testcontainers.utility.JVMHookResourceReaper";

  private OwnClient() {}

  static synchronized void install(TransportConfig transport, DockerClient client) {
    try {
      DockerClientFactory factory = DockerClientFactory.instance();
      set(DockerClientFactory.class, "client", factory, client);
      set(DockerClientFactory.class, "strategy", factory, new Known(transport, client));
      Constructor<?> reaper = Class.forName(REAPER_WITHOUT_CONTAINER).getDeclaredConstructor();
      reaper.setAccessible(true);
      set(ResourceReaper.class, "instance", null, reaper.newInstance());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this version of Testcontainers keeps its client elsewhere", e);
    }
  }

  private static void set(Class<?> type, String name, Object owner, Object value)
      throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    field.set(owner, value);
  }

  /// A search that is over before it began.
  private static final class Known extends DockerClientProviderStrategy {
    private final TransportConfig transport;
    private final DockerClient client;

    Known(TransportConfig transport, DockerClient client) {
      this.transport = transport;
      this.client = client;
    }

    @Override
    public String getDescription() {
      return "the daemon that this project has found";
    }

    @Override
    public TransportConfig getTransportConfig() {
      return transport;
    }

    @Override
    public Info getInfo() {
      return client.infoCmd().exec();
    }
  }
}
