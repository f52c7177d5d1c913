//SOURCES Bytes.java Columns.java Database.java DocumentedEngine.java DocumentedEngines.java
//SOURCES Failure.java PostgresEngine.java PostgresEngines.java Replaced.java Rows.java Script.java
//SOURCES Store.java StoreHistory.java StoreReader.java VoucherReader.java WaitingChanges.java
//IMPORTS postgres sequencer
//SOURCES ../postgres/package-info.java
//SOURCES ../sequencer/package-info.java
//FILES sequencerpostgres/schema.sql=schema.sql
//FILES sequencerpostgres/documented.sql=documented.sql
//DEPS com.zaxxer:HikariCP:7.1.0
//DEPS org.postgresql:postgresql:42.7.13

/// The sequencer's changes in PostgreSQL: [PostgresEngine], one transaction per batch, and
/// [DocumentedEngine], which repeats the original's pattern as a control. The tables are in
/// `schema.sql` and `documented.sql`.
package sequencerpostgres;
