//SOURCES Answer.java JudgeCommand.java Judgement.java
//SOURCES ../exports/package-info.java
//SOURCES ../../labs/kit/package-info.java

/// What `./jbang judge` does: it sets anybody's documented figures beside what other tools
/// measured, and gives the verdicts that labs give. Start at [JudgeCommand]; [Answer] says what
/// answers what.
package tools.judge;
