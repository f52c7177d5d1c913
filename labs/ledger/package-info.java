//SOURCES Jdbc.java LmdbStore.java OwnStore.java PgBench.java PostgresStore.java SqliteStore.java
//SOURCES TransferRun.java TransferStore.java TransferWay.java Transfers.java
//SOURCES ../kit/package-info.java
//SOURCES ../../environment/ledger/package-info.java
//SOURCES ../../environment/postgres/package-info.java
//DEPS org.lmdbjava:lmdbjava:0.9.1
//DEPS org.postgresql:postgresql:42.7.13
//DEPS org.xerial:sqlite-jdbc:3.53.4.0

/// What the ledger's labs share: one workload ([Transfers]) for every store of accounts
/// ([TransferStore]), and how one is measured in a JVM of its own ([TransferRun]).
package labs.ledger;
