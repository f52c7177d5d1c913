// The head of the sink on PostgreSQL; see labs/kit/package-info.java for why the lists are
// explicit.
//
//SOURCES CopyRows.java
//SOURCES PostgresSink.java
//SOURCES PostgresSinks.java
//IMPORTS batcher
//SOURCES ../batcher/package-info.java
//SOURCES ../postgres/package-info.java
//DEPS org.postgresql:postgresql:42.7.13

/// Batches to PostgreSQL by COPY: a row for each event. [PostgresSink] has the tables and what it
/// promises.
package sinkpostgres;
