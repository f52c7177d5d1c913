package kit.fork;

import java.util.concurrent.Callable;

/// Measures something while the machine is watched, or not.
public interface Watching {
  /// Nobody watches.
  Watching NOBODY = Callable::call;

  /// Measures it.
  <T> T measured(Callable<T> what) throws Exception;
}
