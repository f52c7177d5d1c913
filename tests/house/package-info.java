/// The house's own rules as tests: the launcher and the scripts beside it, the layout, the head
/// files, the catalog, the documents. A rule that is only argued is forgotten.
package house;
