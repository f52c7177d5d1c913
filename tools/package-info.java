//SOURCES Commands.java Diagnosis.java Generated.java HeadFile.java Help.java Installer.java
//SOURCES JdkLink.java Jupyter.java LocalCommands.java Prerequisites.java ServedSystems.java
//SOURCES Skeleton.java
//SOURCES ../environment/peers/package-info.java
//SOURCES ../environment/runtime/package-info.java
//DEPS info.picocli:picocli:4.7.7

/// What the scripts of this folder share: looking for what a machine has, and saying what would get
/// the rest. Start at [Prerequisites]. Of this project it imports `runtime` and `peers` only, so
/// that `./jbang setup` compiles little; what a tool needs beyond that has a folder of its own.
package tools;
