package ledgerserver;

import java.nio.ByteBuffer;
import ledger.Request;

/// Whether a grant covers what is asked. What it does not is refused with status 403.
final class Permits {
  private Permits() {}

  static void require(Grant grant, Scope scope) throws Refused {
    if (!grant.scopes().contains(scope)) {
      throw new Refused(403, "the token lacks the scope " + scope.word());
    }
  }

  static void require(Grant grant, Scope scope, long account) throws Refused {
    require(grant, scope);
    if (!grant.covers(account)) {
      throw new Refused(403, "the token does not cover account " + account);
    }
  }

  /// Every request of a message. One that is no request needs no permission: the ledger refuses it.
  static void requireAll(Grant grant, ByteBuffer message) throws Refused {
    for (int at = 0; at < message.limit(); at += Request.BYTES) {
      switch (Request.wish(message, at)) {
        case TRANSFER -> require(grant, Scope.TRANSFER, Request.account(message, at));
        case SETTLE -> require(grant, Scope.SETTLE);
        case OPERATE -> require(grant, Scope.OPERATE, Request.account(message, at));
        case UNKNOWN -> {
          // The ledger answers MALFORMED.
        }
      }
    }
  }
}
