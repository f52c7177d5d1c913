package kit.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import kit.load.HttpTarget;
import kit.load.Target;

/// What a served system is asked, the right answer to each request, and what the system must show
/// of all that afterwards. A new system brings this; [ServedTrial] does the rest.
public interface Workload {
  /// Over HTTP/1.1, a connection a lane: the bytes of each request, and a judgement of each answer.
  interface Http extends Workload, HttpTarget.Requests, HttpTarget.Answers {
    @Override
    default Target connect(InetSocketAddress server) throws IOException {
      return HttpTarget.connect(server, lanes(), this, this);
    }
  }

  /// How many lanes it has, each with one request under way.
  int lanes();

  /// What one operation is, in the plural: `payments`.
  String noun();

  /// Connects to whoever takes the requests. An operation succeeds if its answer is the right one.
  Target connect(InetSocketAddress server) throws IOException;

  /// Begins with the first request, at a system that has seen none, and opens there what they need.
  default void begin(InetSocketAddress system) throws IOException, InterruptedException {}

  /// Makes requests ahead until every lane has this many that it has not sent yet. What is not made
  /// ahead is made when it is due, in measured time.
  default void prepare(int each) {}

  /// How many requests had to be made when they were due, since [#begin].
  default long unprepared() {
    return 0;
  }

  /// Operations a second that no closed loop exceeds: twice the rate at the end of the warm-up.
  /// More lanes than the warm-up had are faster, but not twice.
  default double most(double warmRate) {
    return 2 * warmRate;
  }

  /// Looks at what a system has of all that was sent, and gives the trial the evidence
  /// ([Trial#check]).
  void audit(InetSocketAddress system, Trial trial) throws IOException, InterruptedException;
}
