/// What `./jbang figures` shows: lists, single figures and the audit, each figure with the verdict
/// of the newest result that measured it.
///
/// Start at [FiguresCommand]. Nothing else in the kit needs this package.
package kit.figure.view;
