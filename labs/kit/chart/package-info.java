/// The standard charts of a result, as pictures, SVG and PDF.
///
/// Start at [Gallery], which has all that a result can carry, or at [Charts], which makes a [Chart]
/// of a [kit.result.Result]. Every chart has the frame of a [Sheet]: the finding as title, what is
/// drawn, the signs, the panels, what weakens it, and where the numbers come from. A new chart is
/// one class that fills a sheet.
package kit.chart;
