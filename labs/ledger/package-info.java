//SOURCES Jdbc.java LedgerTrial.java LmdbStore.java MarketFlow.java MarketRun.java ObservedRun.java
//SOURCES Once.java OwnStore.java PgBench.java PostgresKills.java PostgresStore.java
//SOURCES SqliteStore.java TrailRun.java TransferRun.java TransferStore.java TransferWay.java
//SOURCES Transfers.java
//SOURCES fault/Damage.java fault/Flood.java fault/Kills.java fault/LedgerLife.java
//SOURCES fault/LifeWork.java fault/LongPast.java fault/package-info.java
//SOURCES query/CacheRun.java query/Policy.java query/QueryRun.java query/Requests.java
//SOURCES query/package-info.java
//SOURCES ../kit/package-info.java
//SOURCES ../../environment/ledger/package-info.java
//SOURCES ../../environment/ledgerserver/package-info.java
//SOURCES ../../environment/market/package-info.java
//SOURCES ../../environment/postgres/package-info.java
//DEPS com.github.ben-manes.caffeine:caffeine:3.2.0
//DEPS com.zaxxer:HikariCP:7.1.0
//DEPS org.lmdbjava:lmdbjava:0.9.1
//DEPS org.postgresql:postgresql:42.7.13
//DEPS org.xerial:sqlite-jdbc:3.53.4.0

/// What the ledger's labs share: one workload ([Transfers]) for every store of accounts
/// ([TransferStore]), how one is measured in a JVM of its own ([TransferRun]), and a trial's ledger
/// behind HTTP ([LedgerTrial]). `labs.ledger.fault` breaks the ledger, [PostgresKills] a
/// PostgreSQL; `labs.ledger.query` reads. The market's orders are [MarketFlow], and [MarketRun]
/// measures it; [TrailRun] measures the audit log, [ObservedRun] what observing costs and shows.
package labs.ledger;
