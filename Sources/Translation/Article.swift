/// What stands behind a number as a method: question, assumptions, formula, when it refuses, how it was checked, sources.
///
/// The texts are `Articles/*.md`, built into the program: they are the ones that are read beside the code.
package struct Article: Sendable, Hashable {
  /// As `parley explain` takes it.
  package var name: String
  /// Markdown.
  package var text: String

  private init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// The first heading.
  package var title: String {
    let line = text.split(separator: "\n").first { $0.hasPrefix("# ") } ?? "# \(name)"
    return String(line.dropFirst(2))
  }

  package static let all = [
    Article("tracked", PackageResources.tracked_md), Article("steps", PackageResources.steps_md),
    Article("change", PackageResources.change_md), Article("weekly", PackageResources.weekly_md),
    Article("rulers", PackageResources.rulers_md), Article("looks", PackageResources.looks_md),
    Article("response", PackageResources.response_md), Article("goals", PackageResources.goals_md),
    Article("retention", PackageResources.retention_md), Article("before-after", PackageResources.before_after_md),
    Article("room", PackageResources.room_md),
  ]

  package static func named(_ name: String) -> Article? { all.first { $0.name == name } }

  /// The one behind a translation.
  package static func behind(_ t: Translation) -> Article {
    let name = t.spend != nil ? "response" : t.evidence == .tracked ? "tracked" : "weekly"
    return named(name) ?? all[0]
  }
}
