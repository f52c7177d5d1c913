package agents;

import static java.nio.charset.StandardCharsets.UTF_8;

import http.Answer;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Consumer;
import sandbox.Outcome;

/// One execution that has ended and waits for its row.
///
/// @param agentId of a registered agent; null where the code came with the request
/// @param isText whether the output is a text in UTF-8, which that of a script is
record Execution(
    UUID id,
    int userId,
    Integer agentId,
    Outcome outcome,
    boolean isText,
    Consumer<Answer> answer) {
  /// What the client is told once the row is durable.
  Answer stored() {
    return Answer.json(
        200,
        "{\"id\":\"%s\",\"status\":\"%s\",\"output\":%s,\"encoding\":\"%s\",\"reason\":%s,\"fuel\":%s,\"memoryBytes\":%s}"
            .formatted(
                id,
                outcome.status(),
                Answer.quoted(output()),
                isText ? "utf-8" : "base64",
                Answer.quoted(outcome.reason()),
                outcome.fuel(),
                outcome.memoryBytes()));
  }

  private String output() {
    return isText
        ? new String(outcome.output(), UTF_8)
        : Base64.getEncoder().encodeToString(outcome.output());
  }
}
