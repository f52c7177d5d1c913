///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DESCRIPTION sign a token for a ledger's server, or audit its books offline
//SOURCES package-info.java
//SOURCES ../environment/ledgerserver/package-info.java

import ledgerserver.LedgerCommand;

/// Beside a ledger's server.
class ledger {
  static void main(String[] args) {
    LedgerCommand.main(args);
  }
}
