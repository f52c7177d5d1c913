/// The sequencer's HTTP interface: a small HTTP/1.1 server on Netty's event loops and the API on
/// top of it. Start at [HttpServer]; the routes are in [Api].
///
/// A request stays on the event loop that read it from the first byte to the answer. It is parsed
/// ([RequestParser]), understood ([RequestBody]), judged by the sequencer and encoded
/// ([ResponseWriter]) without a hand-over; then the answer waits in its loop's [Lane] until the
/// engine has made durable what it tells of.
package sequencer.http;
