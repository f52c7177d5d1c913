//SOURCES AgentsTrial.java Endpoint.java Prices.java
//SOURCES ../kit/package-info.java
//SOURCES ../../environment/agents/package-info.java
//CARRIES datasets/prices/agents.csv
//FILES project/datasets/prices/=../../datasets/prices/agents.csv

/// What the labs of the agents' API share: a trial's fresh and warm API ([AgentsTrial]), and its
/// paths with the document's load for each ([Endpoint]); and what things cost ([Prices]).
package labs.agents;
