/// What the documents state, and what must agree with what. It knows neither labs nor results.
///
/// Start at [Figure], one documented number, and [DocumentedFigures], all of them, read from
/// `datasets/documented`. The pages beside those files say what each column means.
package kit.figure;
