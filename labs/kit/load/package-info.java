/// Load: starts operations on a target, in a closed or an open loop, and records what came back.
/// It knows no protocol and prints nothing.
///
/// Implement [kit.load.Target] (or use [kit.load.HttpTarget], or [kit.load.Target#blocking]),
/// describe the load as a [kit.load.ClosedLoop] or an [kit.load.OpenLoop], and `run` it: the
/// answer is a [kit.load.Recording].
/// README.md in this folder says what the numbers mean.
package kit.load;
