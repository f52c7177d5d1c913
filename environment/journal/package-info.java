// The journal's module head; see labs/kit/package-info.java for why the lists are explicit.

/// A durable group-commit log. What it acknowledges survives a crash; what it did not acknowledge
/// may or may not be there after one, and nothing else ever is.
package journal;
