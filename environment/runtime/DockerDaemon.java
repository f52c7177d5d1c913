package runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;
import org.testcontainers.shaded.com.github.dockerjava.core.DefaultDockerClientConfig;

/// A Docker daemon as this project uses it: everything that is made on it carries a label with the
/// run that made it, by which it can be found and removed.
final class DockerDaemon {
  /// The run that a container or volume belongs to.
  static final String RUN = "remeasure.run";

  /// The project that a container, volume or image belongs to, so that a daemon can be shared.
  static final String PROJECT = "remeasure.project";

  /// The one that a container is in if nobody says otherwise.
  private static final String NETWORK = "bridge";

  private static final int BUILD_LIMIT_S = 300;

  /// What a daemon is made of, by the names of its programs: itself, the program that runs
  /// containers for it, one shim a container, and what forwards published ports.
  private static final Pattern PROGRAMS =
      Pattern.compile("dockerd|containerd|containerd-shim.*|docker-proxy");

  private final CpuAccount programs = new CpuAccount();

  private final DockerHost host;
  private final DockerClient client;
  private Boolean bridged;

  private DockerDaemon(DockerHost host, DockerClient client) {
    this.host = host;
    this.client = client;
  }

  /// Connects with Testcontainers' client, but without its search for a daemon: see [OwnClient].
  static DockerDaemon connect(DockerHost host) {
    TransportConfig transport =
        TransportConfig.builder()
            .dockerHost(host.uri())
            .sslConfig(
                DefaultDockerClientConfig.createDefaultConfigBuilder().build().getSSLConfig())
            .build();
    DockerClient client = DockerClientProviderStrategy.getClientForConfig(transport);
    OwnClient.install(transport, client);
    return new DockerDaemon(host, client);
  }

  DockerHost host() {
    return host;
  }

  DockerClient client() {
    return client;
  }

  /// CPU time that the programs of a daemon of this machine have used, without the containers; it
  /// grows by what containers make them do. 0 where the daemon is elsewhere.
  long cpuNs() {
    return host.local()
        ? programs.ns(ProcessHandle.allProcesses().filter(DockerDaemon::isProgram))
        : 0;
  }

  private static boolean isProgram(ProcessHandle process) {
    return process.info().command().filter(DockerDaemon::isProgram).isPresent();
  }

  /// Whether a command is one of the daemon's. The kernel names some programs of other containers
  /// `/`, which has no last part.
  static boolean isProgram(String command) {
    return PROGRAMS.matcher(command.substring(command.lastIndexOf('/') + 1)).matches();
  }

  Info info() {
    return client.infoCmd().exec();
  }

  /// Whether this machine is in the network that containers are in, so that it reaches each at an
  /// address of its own: the network's gateway is then one of this machine's addresses. The daemon
  /// is asked once, so that a system is reached where it was told before its start.
  synchronized boolean bridged() {
    if (bridged == null) {
      bridged = gatewayIsHere();
    }
    return bridged;
  }

  private boolean gatewayIsHere() {
    if (!host.local()) {
      return false;
    }
    // The list, because an inspection also tells of the containers, and fails as one of them ends.
    for (Network network : client.listNetworksCmd().withNameFilter(NETWORK).exec()) {
      if (network.getName().equals(NETWORK)
          && network.getIpam().getConfig().stream().anyMatch(DockerDaemon::isHere)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHere(Network.Ipam.Config config) {
    try {
      return config.getGateway() != null
          && NetworkInterface.getByInetAddress(InetAddress.getByName(config.getGateway())) != null;
    } catch (IOException e) {
      return false; // then the published port does
    }
  }

  /// What the daemon knows of an image that it holds.
  Optional<InspectImageResponse> image(String name) {
    try {
      return Optional.of(client.inspectImageCmd(name).exec());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  /// Builds an image.
  ///
  /// @param name with its tag
  /// @param context a tar archive with a Dockerfile and what it copies
  /// @throws IOException if the daemon refuses, with its reason
  void build(String name, Map<String, String> labels, Path context) throws IOException {
    try (InputStream content = Files.newInputStream(context)) {
      client
          .buildImageCmd(content)
          .withTags(Set.of(name))
          .withLabels(labels)
          .withPull(false)
          .withRemove(true)
          .exec(new BuildImageResultCallback())
          .awaitImageId(BUILD_LIMIT_S, TimeUnit.SECONDS);
    } catch (DockerException | DockerClientException e) {
      throw new IOException("the image " + name + " could not be built: " + e.getMessage(), e);
    }
  }

  /// Removes a container with what it runs; one that is not there is fine.
  void removeContainer(String id) {
    try {
      client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException e) {
      // gone already
    } catch (DockerException e) {
      if (e.getHttpStatus() != 409) { // 409: its removal is under way
        throw e;
      }
    }
  }

  boolean hasVolume(String name) {
    try {
      client.inspectVolumeCmd(name).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /// Removes a volume; one that is not there is fine.
  void removeVolume(String name) {
    try {
      client.removeVolumeCmd(name).exec();
    } catch (NotFoundException e) {
      // gone already
    }
  }

  /// Removes all containers, then all volumes of a run.
  ///
  /// @return whether there were any
  boolean removeRun(String run) {
    List<String> label = List.of(RUN + "=" + run);
    List<Container> containers =
        client.listContainersCmd().withShowAll(true).withFilter("label", label).exec();
    containers.forEach(container -> removeContainer(container.getId()));
    List<InspectVolumeResponse> volumes = volumes(label);
    volumes.forEach(volume -> removeVolume(volume.getName()));
    return !containers.isEmpty() || !volumes.isEmpty();
  }

  /// The runs of a project that still have a container or a volume here.
  List<String> runs(String project) {
    List<String> label = List.of(PROJECT + "=" + project);
    List<Map<String, String>> labels = new ArrayList<>();
    client
        .listContainersCmd()
        .withShowAll(true)
        .withFilter("label", label)
        .exec()
        .forEach(container -> labels.add(container.getLabels()));
    volumes(label).forEach(volume -> labels.add(volume.getLabels()));
    return labels.stream().map(all -> all.get(RUN)).distinct().toList();
  }

  private List<InspectVolumeResponse> volumes(List<String> label) {
    List<InspectVolumeResponse> volumes =
        client.listVolumesCmd().withFilter("label", label).exec().getVolumes();
    return volumes == null ? List.of() : volumes;
  }
}
