/// What results say of documented figures: how each figure stands, by its relations and by the
/// newest runs. Lists, the report and notebooks count verdicts by this one rule.
///
/// Start at [Stands]; [ResultFolder] is what it takes from files.
package kit.finding;
