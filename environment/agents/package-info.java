//SOURCES AgentsConfig.java AgentsNode.java AgentsServer.java Answers.java Api.java CachedList.java
//SOURCES Dataset.java ExecuteRequest.java Execution.java ExecutionRows.java Executions.java
//SOURCES Lists.java Metrics.java Probe.java Registry.java ServedAgents.java Tokens.java
//IMPORTS http postgres sandbox
//SOURCES ../http/package-info.java
//SOURCES ../postgres/package-info.java
//SOURCES ../sandbox/package-info.java
//FILES agents/schema.sql=schema.sql
//FILES agents/dataset.sql=dataset.sql
//FILES agents/arithmetic.wat=../../datasets/workloads/sandbox/arithmetic.wat
//FILES agents/arithmetic.js=../../datasets/workloads/sandbox/arithmetic.js
//DEPS com.fasterxml.jackson.core:jackson-core:2.22.4
//DEPS info.picocli:picocli:4.7.7

/// The HTTP API that the Agent Bounty document puts under load: bounties, agents and a leaderboard
/// out of PostgreSQL, and the execution of agents in the sandbox. Start at [AgentsNode]; the routes
/// are in [Api].
///
/// Event loops answer what is at hand. A list that must be read anew goes to a few threads with a
/// connection each ([Lists]); an execution goes to the threads of the sandbox and from there to the
/// one that writes rows ([Executions]). Each of these ways has room for so many and then says 429.
package agents;
