package transport.quic.quiche;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import transport.quic.Connection;
import transport.quic.ConnectionHandler;
import transport.quic.Endpoint;
import transport.quic.EndpointStatistics;
import transport.quic.QuicSettings;
import transport.quic.Trust;

/// The loop. A turn: run what other threads asked for, take what came, fire timers, give each
/// connection that something happened to its own turn, send, wait. It never waits while a
/// connection is queued for a turn.
final class QuicheEndpoint implements Endpoint, FirstPackets.Host {
  /// A short header's first byte, the id, and the least that quiche can decrypt behind it.
  private static final int LEAST_PACKET_BYTES = 21;

  private static final int FIXED_BIT = 0x40;

  private static final SecureRandom RANDOM = new SecureRandom();

  final QuicSettings settings;
  final Deadlines deadlines = new Deadlines();

  private final UdpSocket socket;
  private final Scratch scratch;
  private final Packets packets;
  private final InetSocketAddress address;
  private final MemorySegment local;
  private final int localBytes;
  private final MemorySegment remote;
  private final MemorySegment receiveInfo;
  private final MemorySegment ids;

  /// Null at a client.
  private final Function<Connection, ConnectionHandler> accept;

  private final QuicheConfig serverConfig;
  private final FirstPackets door;
  private final ClientConfigs clientConfigs;
  private final ConnectionTable table = new ConnectionTable();
  private final Queue<QuicheConnection> turns = new ArrayDeque<>();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timed> timed = new PriorityQueue<>();
  private final AtomicBoolean sleeping = new AtomicBoolean();
  private final CountDownLatch gone = new CountDownLatch(1);
  private volatile Thread thread;
  private volatile boolean closing;
  private volatile boolean ended;
  private volatile EndpointStatistics last;
  private boolean finishing;
  private long finishByNs;
  private long order;
  private int untold;
  private int handshakes;
  private long received;
  private long accepted;
  private long droppedGarbage;
  private long droppedUnknown;
  private long droppedInvalid;

  private QuicheEndpoint(
      UdpSocket socket,
      QuicSettings settings,
      QuicheConfig serverConfig,
      Function<Connection, ConnectionHandler> accept) {
    this.socket = socket;
    this.settings = settings;
    this.serverConfig = serverConfig;
    this.accept = accept;
    clientConfigs = new ClientConfigs(settings);
    SegmentAllocator memory = socket.allocator();
    scratch = new Scratch(memory);
    local = memory.allocate(SocketAddress.ROOM_BYTES, 8);
    remote = memory.allocate(SocketAddress.ROOM_BYTES, 8);
    receiveInfo = memory.allocate(Quiche.RECEIVE_INFO_BYTES, 8);
    ids = memory.allocate(32, 8);
    packets = new Packets(socket, scratch, settings.udpPayloadBytes());
    address = socket.address();
    localBytes = SocketAddress.write(local, address, socket.family());
    receiveInfo.set(JAVA_LONG, 16, local.address());
    receiveInfo.set(JAVA_INT, 24, localBytes);
    door = accept == null ? null : new FirstPackets(this, socket, RANDOM);
  }

  /// @param serverConfig null for a client, as `accept`
  static QuicheEndpoint started(
      UdpSocket socket,
      QuicSettings settings,
      QuicheConfig serverConfig,
      Function<Connection, ConnectionHandler> accept) {
    QuicheEndpoint endpoint = new QuicheEndpoint(socket, settings, serverConfig, accept);
    LoopThreads.start(endpoint::run);
    return endpoint;
  }

  private void run() {
    thread = Thread.currentThread();
    try {
      int full = 0;
      while (!isFinished()) {
        full = turn(full);
      }
    } finally {
      end();
      gone.countDown();
    }
  }

  /// @param ready whether something may have come
  /// @return the same for the next turn
  private int turn(int ready) {
    runTasks();
    boolean more = ready > 0 && receive();
    fireTimers();
    giveTurns();
    boolean sent = socket.flush();
    if (more || isFinished()) {
      return 1;
    }
    boolean busy = sent && !turns.isEmpty();
    return await(busy) ? 1 : 0;
  }

  private void giveTurns() {
    for (int i = turns.size(); i > 0; i--) {
      QuicheConnection connection = turns.poll();
      connection.queued = false;
      if (connection.address() != 0 && connection.turn(packets)) {
        queue(connection);
      }
    }
  }

  private boolean await(boolean busy) {
    sleeping.set(true);
    try {
      return socket.await(busy || !tasks.isEmpty() ? 0 : untilNext());
    } finally {
      sleeping.set(false);
    }
  }

  /// Nanoseconds until the next deadline; negative if there is none.
  private long untilNext() {
    long now = System.nanoTime();
    long wait = Long.MAX_VALUE;
    if (deadlines.first() != null) {
      wait = Math.min(wait, deadlines.first().deadlineNs - now);
    }
    if (!timed.isEmpty()) {
      wait = Math.min(wait, timed.peek().deadlineNs() - now);
    }
    if (finishing) {
      wait = Math.min(wait, finishByNs - now);
    }
    return wait == Long.MAX_VALUE ? -1 : Math.max(0, wait);
  }

  private void runTasks() {
    Runnable task;
    while ((task = tasks.poll()) != null) {
      task.run();
    }
  }

  private void fireTimers() {
    long now = System.nanoTime();
    QuicheConnection due;
    while ((due = deadlines.first()) != null && due.deadlineNs - now <= 0) {
      // its turn sets the next one
      deadlines.remove(due);
      Quiche.onTimeout(due.address());
      queue(due);
    }
    while (!timed.isEmpty() && timed.peek().deadlineNs() - now <= 0) {
      timed.poll().task().run();
    }
  }

  /// @return whether more may be there
  private boolean receive() {
    long now = System.nanoTime();
    int count = socket.receive();
    for (int slot = 0; slot < count; slot++) {
      receiveInfo.set(JAVA_LONG, 0, socket.peerAddress(slot));
      receiveInfo.set(JAVA_INT, 8, socket.peerBytes(slot));
      long at = socket.payloadAt(slot);
      int left = socket.payloadBytes(slot);
      int segment = Math.max(1, socket.segmentBytes(slot));
      while (left > 0) {
        int bytes = Math.min(left, segment);
        received++;
        packet(at, bytes, slot, now);
        at += bytes;
        left -= bytes;
      }
    }
    return UdpSocket.isFull(count);
  }

  private void packet(long at, int bytes, int slot, long nowNs) {
    MemorySegment in = socket.payload();
    int first = in.get(JAVA_BYTE, at);
    if (bytes < LEAST_PACKET_BYTES || (first & FIXED_BIT) == 0) {
      droppedGarbage++;
      return;
    }
    QuicheConnection connection;
    if (first < 0) {
      int idBytes = in.get(JAVA_BYTE, at + 5);
      connection = idBytes == 8 ? table.get(in.get(JAVA_LONG_UNALIGNED, at + 6)) : null;
      if (connection == null && door != null && !finishing) {
        connection = door.arrive(at, bytes, slot, nowNs);
        if (connection == null) {
          return;
        }
      }
    } else {
      connection = table.get(in.get(JAVA_LONG_UNALIGNED, at + 1));
    }
    if (connection == null) {
      droppedUnknown++;
    } else {
      if (!connection.receive(in.address() + at, bytes, receiveInfo.address(), nowNs)) {
        droppedInvalid++;
      }
      queue(connection);
    }
  }

  /// Gives a connection a turn, soon.
  void queue(QuicheConnection connection) {
    if (!connection.queued) {
      connection.queued = true;
      turns.add(connection);
    }
  }

  @Override
  public QuicheConnection known(long id) {
    return table.get(id);
  }

  @Override
  public boolean isFull() {
    return table.size() >= settings.admission().maxConnections();
  }

  @Override
  public boolean isWary() {
    return handshakes >= settings.admission().retryAbove();
  }

  @Override
  public QuicheConnection accept(long id, byte[] original, int slot) {
    int originalBytes = original == null ? 0 : original.length;
    ids.set(JAVA_LONG, 0, id);
    if (original != null) {
      MemorySegment.copy(original, 0, ids, JAVA_BYTE, 8, originalBytes);
    }
    long made =
        Quiche.accept(
            ids.address(),
            8,
            original == null ? 0 : ids.address() + 8,
            originalBytes,
            local.address(),
            localBytes,
            socket.peerAddress(slot),
            socket.peerBytes(slot),
            serverConfig.address());
    if (made == 0) {
      return null;
    }
    accepted++;
    InetSocketAddress peer = SocketAddress.read(socket.peer(slot));
    QuicheConnection connection = added(new QuicheConnection(this, scratch, made, id, null, peer));
    connection.open(accept);
    return connection;
  }

  private QuicheConnection added(QuicheConnection connection) {
    table.put(connection.id, connection);
    untold++;
    handshakes++;
    return connection;
  }

  /// A connection's handshake is done or failed.
  void handshakeOver() {
    handshakes--;
  }

  /// A connection's handler knows that it is over.
  void told() {
    untold--;
  }

  void forget(QuicheConnection connection) {
    deadlines.remove(connection);
    table.remove(connection.id);
    connection.free();
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void connect(
      InetSocketAddress server,
      String serverName,
      Trust trust,
      Function<Connection, ConnectionHandler> open) {
    if (accept != null) {
      throw new IllegalStateException("this endpoint listens; connections go out from a client's");
    }
    if (server.isUnresolved()) {
      throw new IllegalArgumentException("no address is known for " + server.getHostString());
    }
    if (serverName.isEmpty() || serverName.length() > 255) {
      throw new IllegalArgumentException(
          "a server's name has 1 to 255 characters, not %s".formatted(serverName.length()));
    }
    MemorySegment peer = MemorySegment.ofArray(new long[SocketAddress.ROOM_BYTES / Long.BYTES]);
    int peerBytes = SocketAddress.write(peer, server, socket.family());
    QuicheConfig config = clientConfigs.of(trust);
    if (closing || !execute(() -> dial(server, peer, peerBytes, serverName, trust, config, open))) {
      throw new IllegalStateException("this endpoint is closed");
    }
  }

  private void dial(
      InetSocketAddress server,
      MemorySegment peer,
      int peerBytes,
      String serverName,
      Trust trust,
      QuicheConfig config,
      Function<Connection, ConnectionHandler> open) {
    long id = RANDOM.nextLong();
    remote.copyFrom(peer);
    ids.set(JAVA_LONG, 0, id);
    long made;
    try (Arena call = Arena.ofConfined()) {
      long name = call.allocateFrom(serverName).address();
      synchronized (config) {
        made =
            Quiche.connect(
                name,
                ids.address(),
                8,
                local.address(),
                localBytes,
                remote.address(),
                peerBytes,
                config.address());
      }
    }
    QuicheConnection connection = new QuicheConnection(this, scratch, made, id, trust, server);
    if (made == 0) {
      connection.open(open);
      connection.neverBegan();
      return;
    }
    added(connection).open(open);
    queue(connection);
  }

  boolean execute(Runnable task) {
    if (ended) {
      return false;
    }
    tasks.add(task);
    if (ended && tasks.remove(task)) {
      return false;
    }
    if (Thread.currentThread() != thread && sleeping.getAndSet(false)) {
      socket.wake();
    }
    return true;
  }

  /// Only on the loop's thread.
  void schedule(Duration delay, Runnable task) {
    timed.add(new Timed(System.nanoTime() + delay.toNanos(), order++, task));
  }

  @Override
  public EndpointStatistics statistics() {
    if (Thread.currentThread() == thread) {
      return count();
    }
    CompletableFuture<EndpointStatistics> counted = new CompletableFuture<>();
    return execute(() -> counted.complete(count())) ? counted.join() : last;
  }

  private EndpointStatistics count() {
    long[] memory = socket.memory();
    return new EndpointStatistics(
        received,
        socket.packetsSent,
        socket.receiveCalls,
        socket.sendCalls,
        accepted,
        table.size(),
        droppedGarbage + (door == null ? 0 : door.garbage),
        droppedUnknown + (door == null ? 0 : door.unknown),
        door == null ? 0 : door.full,
        door == null ? 0 : door.versions,
        door == null ? 0 : door.retries,
        droppedInvalid,
        socket.packetsRefused,
        memory[2],
        (int) memory[0],
        (int) memory[1]);
  }

  @Override
  public void close(Duration patience) {
    closing = true;
    execute(() -> finish(patience));
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      gone.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void finish(Duration patience) {
    if (!finishing) {
      finishing = true;
      finishByNs = System.nanoTime() + patience.toNanos();
      table.forEach(connection -> connection.close(0, ""));
    }
  }

  private boolean isFinished() {
    return finishing && (untold == 0 && turns.isEmpty() || finishByNs - System.nanoTime() <= 0);
  }

  /// Tells those that are left, takes no more tasks and frees everything.
  private void end() {
    finishing = true;
    table.forEach(connection -> connection.abort(0, ""));
    giveTurns();
    socket.flush();
    last = count();
    ended = true;
    runTasks();
    table.forEach(
        connection -> {
          if (!connection.isTold()) {
            connection.tell();
          }
          forget(connection);
        });
    clientConfigs.close();
    if (serverConfig != null) {
      serverConfig.close();
    }
    socket.close();
  }
}
