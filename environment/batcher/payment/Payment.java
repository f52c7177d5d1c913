package batcher.payment;

import batcher.event.Event;

/// An event and the transaction that pays it.
///
/// @param transaction in the network's encoding; its hash is the event's transaction id
public record Payment(Event event, byte[] transaction) {}
