//SOURCES Alert.java Alerts.java Api.java Desk.java Grant.java JsonBody.java Key.java
//SOURCES LedgerCommand.java LedgerNode.java LedgerServer.java Metrics.java Permits.java
//SOURCES Refused.java Replies.java RequestBenchmark.java Route.java Scope.java ServedLedger.java
//SOURCES ServerConfig.java Tokens.java Trail.java TransferBody.java
//IMPORTS http ledger
//SOURCES ../bench/package-info.java
//SOURCES ../http/package-info.java
//SOURCES ../ledger/package-info.java
//DEPS com.fasterxml.jackson.core:jackson-core:2.22.4
//DEPS info.picocli:picocli:4.7.7

/// The ledger over HTTP. Start at [LedgerNode]; the routes are in [Api], and `README.md` beside
/// this file lists them and their answers.
///
/// An event loop reads a request, finds out who sends it ([Tokens]) and what ([TransferBody]),
/// whether that one may ([Permits]), has that written down ([Trail]) and hands it in ([Desk]). The
/// ledger's journal answers, and the same event loop tells the client ([Replies]).
package ledgerserver;
