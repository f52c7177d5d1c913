// The head of the sequencer's engines on PostgreSQL; see labs/kit/package-info.java for why the
// lists are explicit.
//
//SOURCES Bytes.java
//SOURCES Columns.java
//SOURCES Database.java
//SOURCES DocumentedEngine.java
//SOURCES DocumentedEngines.java
//SOURCES Failure.java
//SOURCES PostgresEngine.java
//SOURCES PostgresEngines.java
//SOURCES Replaced.java
//SOURCES Rows.java
//SOURCES Script.java
//SOURCES Store.java
//SOURCES StoreHistory.java
//SOURCES StoreReader.java
//SOURCES VoucherReader.java
//SOURCES WaitingChanges.java
//IMPORTS postgres sequencer
//SOURCES ../postgres/package-info.java
//SOURCES ../sequencer/package-info.java
//FILES sequencerpostgres/schema.sql=schema.sql
//FILES sequencerpostgres/documented.sql=documented.sql
//DEPS com.zaxxer:HikariCP:7.1.0
//DEPS org.postgresql:postgresql:42.7.13

/// The sequencer's changes in PostgreSQL: [PostgresEngine], one transaction a batch, and
/// [DocumentedEngine], which repeats the original's pattern as a control. The tables are in
/// `schema.sql` and `documented.sql`.
package sequencerpostgres;
