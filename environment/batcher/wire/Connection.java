package batcher.wire;

import batcher.event.Event;
import batcher.event.EventLayout;
import batcher.event.Refusal;
import batcher.payment.Payment;
import batcher.sink.AckLevel;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/// One producer's connection.
final class Connection {
  private static final AckLevel[] LEVELS = AckLevel.values();
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int BUFFER_BYTES = 1 << 16;

  /// Messages that wait to be told of; beyond it the reader waits, and the producer with it.
  private static final int PROMISES_MAX = 1_024;

  private final Socket socket;
  private final Intake intake;
  private final PaymentAdmission admission;
  private final Producers producers;
  private final BlockingQueue<Promise> promises = new ArrayBlockingQueue<>(PROMISES_MAX);
  private final ReentrantLock output = new ReentrantLock();
  private OutputStream out;
  private volatile boolean closed;

  /// To be told when the latest ticket of each shard has come to this level.
  private record Promise(AckLevel level, long number, long[] tickets) {}

  Connection(Socket socket, Intake intake, PaymentAdmission admission, Producers producers) {
    this.socket = socket;
    this.intake = intake;
    this.admission = admission;
    this.producers = producers;
  }

  void serve() {
    Thread teller = Thread.ofVirtual().name("batcher-teller").unstarted(this::tell);
    try (socket;
        DataInputStream in =
            new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES))) {
      out = socket.getOutputStream();
      teller.start();
      Producers.Producer producer = hello(in);
      while (producer != null && receive(in, producer)) {}
    } catch (IOException e) {
      // Gone, or not to be trusted with a further byte; what it was answered stays true.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
      teller.interrupt();
    }
  }

  void close() throws IOException {
    closed = true;
    socket.close();
  }

  private Producers.Producer hello(DataInputStream in) throws IOException {
    Wire.Header header = Wire.Header.read(in);
    if (header == null) {
      return null;
    }
    if (header.kind() != Wire.HELLO || header.number() == 0 || header.bodyBytes() != 0) {
      throw new Wire.MalformedMessage("the first message must be a hello with an identity");
    }
    Producers.Producer producer = producers.of(header.number());
    producer.lock.lock();
    try {
      write(Wire.message(Wire.HELLO, 0, producer.numbers.last()));
    } finally {
      producer.lock.unlock();
    }
    return producer;
  }

  private boolean receive(DataInputStream in, Producers.Producer producer)
      throws IOException, InterruptedException {
    Wire.Header header = Wire.Header.read(in);
    if (header == null) {
      return false;
    }
    byte[] body = in.readNBytes(header.bodyBytes());
    if (body.length < header.bodyBytes() || header.count() == 0 || header.number() < 1) {
      throw new Wire.MalformedMessage("a message needs events, a number and all of its body");
    }
    ByteBuffer bytes = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    Refusals refusals = new Refusals();
    Promise promise;
    producer.lock.lock();
    try {
      switch (header.kind()) {
        case Wire.EVENTS -> addEvents(header, bytes, producer, refusals);
        case Wire.PAYMENTS -> addPayments(header, bytes, producer, refusals);
        default -> throw new Wire.MalformedMessage("kind " + header.kind());
      }
      promise =
          new Promise(
              LEVELS[header.level()],
              header.number() + header.count() - 1,
              producer.tickets.clone());
    } finally {
      producer.lock.unlock();
    }
    write(refusals.answer(header.number()));
    if (promise.level != AckLevel.ACCEPTED) {
      promises.put(promise);
    }
    return true;
  }

  private void addEvents(
      Wire.Header header, ByteBuffer bytes, Producers.Producer producer, Refusals refusals)
      throws IOException {
    if (bytes.remaining() != header.count() * EventLayout.BYTES) {
      throw new Wire.MalformedMessage(
          "%s events take %s bytes; the body has %s"
              .formatted(header.count(), header.count() * EventLayout.BYTES, bytes.remaining()));
    }
    LongBuffer longs = bytes.asLongBuffer();
    long[] words = new long[longs.remaining()];
    longs.get(words);
    for (int i = 0; i < header.count(); i++) {
      add(words, i * EventLayout.WORDS, header.number() + i, i, producer, refusals);
    }
  }

  private void addPayments(
      Wire.Header header, ByteBuffer bytes, Producers.Producer producer, Refusals refusals)
      throws IOException {
    long[] words = new long[EventLayout.WORDS];
    for (int i = 0; i < header.count(); i++) {
      byte[] transaction = nextPayment(bytes, words);
      long number = header.number() + i;
      Refusal refusal = EventLayout.fault(words, 0);
      if (refusal != null) {
        refusals.add(i, refusal);
      } else if (producer.numbers.has(number)) {
        refusals.add(i, Refusal.DUPLICATE);
      } else {
        Payment payment = new Payment(Event.read(words, 0), transaction);
        addPayment(payment, words, number, i, producer, refusals);
      }
    }
    if (bytes.hasRemaining()) {
      throw new Wire.MalformedMessage(bytes.remaining() + " bytes behind the last payment");
    }
  }

  private void addPayment(
      Payment payment,
      long[] words,
      long number,
      int index,
      Producers.Producer producer,
      Refusals refusals) {
    Refusal refusal = admission.verify(payment).orElse(null);
    if (refusal != null) {
      refusals.add(index, refusal);
    } else if (!add(words, 0, number, index, producer, refusals)) {
      admission.owe(payment);
    }
  }

  private static byte[] nextPayment(ByteBuffer bytes, long[] words) throws IOException {
    if (bytes.remaining() < EventLayout.BYTES + 2) {
      throw new Wire.MalformedMessage("the body ends within a payment");
    }
    bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
    words[EventLayout.SEQUENCE] = 0;
    bytes.position(bytes.position() + EventLayout.BYTES);
    int length = bytes.getShort() & 0xFFFF;
    if (length > bytes.remaining()) {
      throw new Wire.MalformedMessage("the body ends within a transaction");
    }
    byte[] transaction = new byte[length];
    bytes.get(transaction);
    return transaction;
  }

  private boolean add(
      long[] words,
      int offset,
      long number,
      int index,
      Producers.Producer producer,
      Refusals refusals) {
    if (producer.numbers.has(number)) {
      refusals.add(index, Refusal.DUPLICATE);
      return false;
    }
    long ticket = intake.add(words, offset);
    if (ticket <= 0) {
      refusals.add(index, Refusal.of(ticket));
      return false;
    }
    producer.tickets[intake.shardOf(ticket)] = ticket;
    producer.numbers.accept(number);
    return true;
  }

  private void tell() {
    try {
      while (!closed) {
        Promise promise = promises.take();
        for (long ticket : promise.tickets) {
          while (ticket > 0 && !closed && !intake.await(promise.level, ticket, LOOK)) {}
        }
        if (!closed) {
          write(Wire.message(Wire.REACHED, promise.level.ordinal(), promise.number));
        }
      }
    } catch (IOException e) {
      // The reader finds out by itself.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(byte[] message) throws IOException {
    output.lock();
    try {
      out.write(message);
    } finally {
      output.unlock();
    }
  }

  /// The refused events of one message.
  private static final class Refusals {
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();

    void add(int index, Refusal refusal) {
      ByteBuffer entry = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      entries.writeBytes(entry.putInt(index).putInt(refusal.ordinal()).array());
    }

    byte[] answer(long number) {
      ByteBuffer message = Wire.buffer(entries.size());
      new Wire.Header(entries.size(), Wire.ANSWER, 0, entries.size() / 8, number).put(message);
      return message.put(entries.toByteArray()).array();
    }
  }
}
