/// The two arrows this module owns: bytes → tables, tables → ledger.
///
/// `read` runs on the caller's thread plus as many child tasks as there are cores; it never touches the clock.
package struct Reading: Sendable {
  /// What was read, kept so that another cutoff or another mapping costs no second pass over the bytes.
  package var name: String
  package var tables: [Table]
  package var failures: [FileReport]
  /// `parley.toml`, where there is one.
  package var settings: Settings

  package init(name: String, tables: [Table], failures: [FileReport] = [], settings: Settings = Settings()) {
    self.name = name
    self.tables = tables
    self.failures = failures
    self.settings = settings
  }
}

/// What `parley.toml` says: names, currency, calendar and mappings the analyst has settled.
package struct Settings: Sendable, Hashable {
  package var company: String?
  package var currency: String?
  /// First month of the fiscal year, 1–12.
  package var fiscalYearStart = 1
  package var mappings: [Mapping] = []
  /// Day-first answers for date columns nobody could decide: file, heading, true for day first.
  package var dayFirst: [DayFirst] = []
  package struct DayFirst: Sendable, Hashable {
    package var file: String
    package var heading: String
    package var isDayFirst: Bool
    package init(file: String, heading: String, isDayFirst: Bool) {
      self.file = file
      self.heading = heading
      self.isDayFirst = isDayFirst
    }
  }
  package init() {}
}
