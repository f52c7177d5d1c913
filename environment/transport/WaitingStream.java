package transport;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import transport.session.LoopStream;
import transport.session.StreamHandler;

/// A stream for threads that wait, above one of the loop. Between the two stand a buffer that the
/// loop fills and one that it empties, both bounded; where one is full, whoever fills it stops.
final class WaitingStream implements BidirectionalStream, StreamHandler {
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);
  private static final int SCRATCH_BYTES = 1 << 16;
  private static final ThreadLocal<ByteBuffer> SCRATCH =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SCRATCH_BYTES));

  private final Session session;
  private final int bufferBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition left = lock.newCondition();

  private final Deque<ByteBuffer> in = new ArrayDeque<>();
  private int inBytes;
  private boolean inFull;
  private boolean inEnd;
  private StreamBroken inBroken;

  private final Deque<ByteBuffer> out = new ArrayDeque<>();
  private int outBytes;
  private boolean outBusy;
  private boolean outEnd;
  private StreamBroken outBroken;

  /// On the loop alone: whether nothing more is to be sent.
  private boolean sent;

  /// Set before any other thread sees this.
  private LoopStream stream;

  WaitingStream(Session session, int bufferBytes) {
    this.session = session;
    this.bufferBytes = bufferBytes;
  }

  void on(LoopStream opened) {
    stream = opened;
  }

  /// Whether it is sent to its end, or cannot be. On the loop alone.
  boolean isSent() {
    return sent;
  }

  @Override
  public long id() {
    return stream.id();
  }

  @Override
  public int read(ByteBuffer into) throws StreamBroken, InterruptedException {
    boolean resume;
    int read = 0;
    lock.lockInterruptibly();
    try {
      while (in.isEmpty()) {
        if (inBroken != null) throw inBroken;
        if (inEnd) return -1;
        arrived.await();
      }
      while (into.hasRemaining() && !in.isEmpty()) {
        ByteBuffer next = in.peek();
        int part = Math.min(next.remaining(), into.remaining());
        into.put(next.slice(next.position(), part));
        next.position(next.position() + part);
        read += part;
        if (!next.hasRemaining()) in.remove();
      }
      inBytes -= read;
      resume = inFull && inBytes <= bufferBytes / 2;
      if (resume) inFull = false;
    } finally {
      lock.unlock();
    }
    if (resume) session.execute(() -> onReadable(stream));
    return read;
  }

  @Override
  public void write(ByteBuffer data) throws StreamBroken, InterruptedException {
    while (data.hasRemaining()) {
      boolean begin;
      lock.lockInterruptibly();
      try {
        while (outBytes >= bufferBytes && outBroken == null) left.await();
        if (outBroken != null) throw outBroken;
        if (outEnd) throw new StreamBroken("the stream was finished", -1);
        int part = Math.min(data.remaining(), bufferBytes - outBytes);
        out.add(ByteBuffer.allocate(part).put(data.slice(data.position(), part)).flip());
        data.position(data.position() + part);
        outBytes += part;
        begin = !outBusy;
        outBusy = true;
      } finally {
        lock.unlock();
      }
      if (begin) session.execute(this::send);
    }
  }

  @Override
  public void finish() {
    boolean begin;
    lock.lock();
    try {
      if (outEnd || outBroken != null) return;
      outEnd = true;
      begin = !outBusy;
      outBusy = true;
    } finally {
      lock.unlock();
    }
    session.ending(this);
    if (begin) session.execute(this::send);
  }

  @Override
  public void reset(long code) {
    breakOut("this end broke the stream off", code);
    session.execute(
        () -> {
          stream.reset(code);
          ended();
        });
  }

  @Override
  public void stopSending(long code) {
    breakIn("this end wanted no more of the stream", code);
    session.execute(() -> stream.stopSending(code));
  }

  /// Gives to the engine what waits, on the loop.
  private void send() {
    while (true) {
      ByteBuffer next;
      boolean fin;
      lock.lock();
      try {
        next = out.peek();
        fin = outEnd && out.size() <= 1;
        if (next == null && !fin) {
          outBusy = false;
          return;
        }
      } finally {
        lock.unlock();
      }
      ByteBuffer data = next == null ? EMPTY.duplicate() : next;
      int taken = stream.write(data, fin);
      if (taken < 0) return; // onStopSending comes, or came
      boolean whole = !data.hasRemaining();
      sent(taken, whole && next != null);
      if (!whole) return; // onWritable comes
      if (fin) {
        ended();
        return;
      }
    }
  }

  private void sent(int bytes, boolean whole) {
    lock.lock();
    try {
      outBytes -= bytes;
      if (whole) out.poll();
      left.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onWritable(LoopStream told) {
    send();
  }

  @Override
  public void onReadable(LoopStream told) {
    while (true) {
      int room;
      lock.lock();
      try {
        room = inBroken != null ? SCRATCH_BYTES : bufferBytes - inBytes;
        inFull = room <= 0;
        if (inFull) return;
      } finally {
        lock.unlock();
      }
      ByteBuffer scratch = SCRATCH.get().clear();
      scratch.limit(Math.min(room, scratch.capacity()));
      int read = told.read(scratch);
      if (read == 0) return;
      lock.lock();
      try {
        if (read < 0) {
          inEnd = true;
        } else if (inBroken == null) {
          in.add(ByteBuffer.allocate(read).put(scratch.flip()).flip());
          inBytes += read;
        }
        arrived.signal();
      } finally {
        lock.unlock();
      }
      if (read < 0) return;
    }
  }

  @Override
  public void onReset(LoopStream told, long code) {
    breakIn("the peer broke the stream off", code);
  }

  @Override
  public void onStopSending(LoopStream told, long code) {
    breakOut("the peer wants no more of the stream", code);
    ended();
  }

  private void ended() {
    sent = true;
    session.ended(this);
  }

  /// What came before is gone with the stream (RFC 9000, 3.2).
  private void breakIn(String sentence, long code) {
    lock.lock();
    try {
      if (inBroken == null && !inEnd) {
        inBroken = new StreamBroken(sentence, code);
        in.clear();
        inBytes = 0;
      }
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  private void breakOut(String sentence, long code) {
    lock.lock();
    try {
      if (outBroken == null) outBroken = new StreamBroken(sentence, code);
      out.clear();
      outBytes = 0;
      left.signal();
    } finally {
      lock.unlock();
    }
  }
}
