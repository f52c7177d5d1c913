/// What goes wrong around a batcher, done on purpose: kills ([Kills]) and a sink that is away
/// ([Outage]).
package labs.batcher.fault;
