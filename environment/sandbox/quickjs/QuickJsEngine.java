package sandbox.quickjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.cash.zipline.QuickJs;
import app.cash.zipline.QuickJsException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import sandbox.Agent;
import sandbox.Engine;
import sandbox.Guests;
import sandbox.Instance;
import sandbox.Limits;
import sandbox.Outcome;
import sandbox.RejectedCode;
import sandbox.Scripts;
import sandbox.Status;

/// JavaScript in QuickJS as machine code of this process, a runtime of its own for each run: the
/// baseline that the document compares with. A fault of QuickJS is a fault of the process: there is
/// one wall, and it is written in C.
///
/// Memory, time and stack are limited; fuel is not counted, and time is looked at by the
/// interpreter itself, not inside of what it calls, as a regular expression. There is no `eval`,
/// and a script that comes to an object hands out `undefined`.
public final class QuickJsEngine implements Engine {
  private static final int OWN_STACK_BYTES = 4 << 20;
  private static final String FILE = "agent.js";

  private final Limits limits;
  private final AtomicLong open = new AtomicLong();
  private final Guests guests = Guests.withStack(OWN_STACK_BYTES);

  /// @param limits the most of any run
  public QuickJsEngine(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "quickjs-native";
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public Agent compile(byte[] code) throws RejectedCode {
    limits.requireCode(code);
    return new Script(Scripts.requireText(code));
  }

  @Override
  public <T> T onGuestThread(Supplier<T> task) {
    return guests.on(task);
  }

  /// QuickJS takes the stack of the thread that opened it for that on which it runs: on another it
  /// sees an overflow where there is none, or none where there is one.
  @Override
  public boolean handsOver() {
    return false;
  }

  @Override
  public long openInstances() {
    return open.get();
  }

  @Override
  public void close() {
    guests.close();
  }

  private final class Script implements Agent {
    private final String program;

    Script(String source) {
      program = source;
    }

    @Override
    public Instance open(Limits limits) {
      open.incrementAndGet();
      return new Runtime(limits, program);
    }

    @Override
    public Outcome run(byte[] input) {
      return QuickJsEngine.this.run(this, input);
    }

    @Override
    public void close() {}
  }

  private final class Runtime implements Instance {
    private final Limits within;
    private final String program;
    private final Thread opener = Thread.currentThread();
    private final QuickJs quickJs = QuickJs.create();
    private boolean closed;

    Runtime(Limits within, String program) {
      this.within = within;
      this.program = program;
      quickJs.setMemoryLimit(within.memoryBytes());
      quickJs.setMaxStackSize(within.stackBytes());
    }

    @Override
    public Outcome run(byte[] input) {
      if (Thread.currentThread() != opener) {
        throw new IllegalStateException("only the thread that opened a sandbox may run it");
      }
      if (input.length > within.inputBytes()) {
        return Outcome.tooLarge("input", input.length, within.inputBytes());
      }
      long untilNs = System.nanoTime() + within.wallMs() * 1_000_000;
      quickJs.setInterruptHandler(() -> System.nanoTime() - untilNs > 0);
      try {
        quickJs.evaluate("globalThis.input = " + quoted(new String(input, UTF_8)), FILE);
        byte[] output = text(quickJs.evaluate(program, FILE)).getBytes(UTF_8);
        if (output.length > within.outputBytes()) {
          return Outcome.tooLarge("output", output.length, within.outputBytes());
        }
        return new Outcome(Status.OK, output, "", 0, 0);
      } catch (QuickJsException e) {
        String said = String.valueOf(e.getMessage());
        if (said.contains("interrupted")) {
          return Outcome.of(Status.TIMEOUT, "time over");
        }
        boolean own = said.equals("stack overflow") || said.equals("out of memory");
        byte[] message = ((own ? "InternalError: " : "") + said).getBytes(UTF_8);
        return Scripts.named(new Outcome(Status.THREW, message, "it says that it failed", 0, 0));
      }
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        quickJs.close();
        open.decrementAndGet();
      }
    }
  }

  /// What a script came to, as JavaScript makes a text of it. Zipline hands out texts, numbers and
  /// truth values, and nothing for an object, a promise too.
  private static String text(Object value) {
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString(number.longValue());
    }
    return value == null ? "undefined" : value.toString();
  }

  /// A text as JavaScript writes it.
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit >= ' ' && unit < 0x7f && unit != '"' && unit != '\\') {
        quoted.append(unit);
      } else {
        quoted.append("\\u%04x".formatted((int) unit));
      }
    }
    return quoted.append('"').toString();
  }
}
