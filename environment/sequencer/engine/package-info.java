/// Where accepted changes become durable. One interface, [Engine]; the server does not know which
/// engine it runs on.
package sequencer.engine;
