/// What the document's tests promise, stated again ([Contracts]): each a [Contract] that can be
/// tried out.
package labs.batcher.contract;
