//SOURCES OwnStore.java PostgresStore.java TransferRun.java TransferStore.java Transfers.java
//SOURCES ../kit/package-info.java
//SOURCES ../../environment/ledger/package-info.java
//SOURCES ../../environment/postgres/package-info.java
//DEPS org.postgresql:postgresql:42.7.13

/// What the ledger's labs share: one workload ([Transfers]) for every store of accounts
/// ([TransferStore]), and how one is measured in a JVM of its own ([TransferRun]).
package labs.ledger;
