package http;

import java.util.function.Consumer;

/// What a server does with requests.
public interface Service {
  /// Serves one, on its event loop, which must not be kept waiting.
  ///
  /// @param answer takes the answer, once, now or later, from any thread
  void serve(Request request, Consumer<Answer> answer);

  /// The answer to what is no request or comes too slowly, too large or on a connection too many.
  ///
  /// @param status 400, 408, 413 or 503
  Answer refusal(int status, String sentence);
}
