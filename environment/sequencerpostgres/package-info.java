//SOURCES Bytes.java Columns.java DocumentedEngine.java DocumentedEngines.java Failure.java
//SOURCES PostgresEngine.java PostgresEngines.java Replaced.java Rows.java Store.java
//SOURCES StoreHistory.java StoreReader.java VoucherReader.java WaitingChanges.java
//IMPORTS postgres sequencer
//SOURCES ../postgres/package-info.java
//SOURCES ../sequencer/package-info.java
//FILES sequencerpostgres/schema.sql=schema.sql
//FILES sequencerpostgres/documented.sql=documented.sql

/// The sequencer's changes in PostgreSQL: [PostgresEngine], one transaction per batch, and
/// [DocumentedEngine], which repeats the original's pattern as a control. The tables are in
/// `schema.sql` and `documented.sql`.
package sequencerpostgres;
