//SOURCES CopyRows.java PostgresSink.java PostgresSinks.java
//IMPORTS batcher
//SOURCES ../batcher/package-info.java
//SOURCES ../postgres/package-info.java
//DEPS org.postgresql:postgresql:42.7.13

/// Batches to PostgreSQL by COPY: a row for each event. [PostgresSink] has the tables and what it
/// promises.
package sinkpostgres;
