//SOURCES AgentsTrial.java Endpoint.java
//SOURCES ../kit/package-info.java
//SOURCES ../../environment/agents/package-info.java

/// What the labs of the agents' API share: a trial's fresh and warm API ([AgentsTrial]), and its
/// paths with the document's load for each ([Endpoint]).
package labs.agents;
