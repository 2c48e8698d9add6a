/// What lies in the folder and is not read: told where somebody may have meant it.
package enum LeftAlone {
  /// Behind the name of a folder that has exports in it.
  static let folderOfExports = "/ (a folder with exports)"

  /// What holds tables that somebody may have meant, by the ending of its name.
  private static let tables = [
    "xls": "an old Excel file", "xlsb": "a binary Excel file", "ods": "an OpenDocument sheet", "numbers": "a Numbers sheet",
    "html": "a web page", "htm": "a web page", "parquet": "a Parquet file", "xml": "an XML file", "bz2": "packed by bzip2",
    "xz": "packed by xz", "7z": "packed by 7-Zip", "rar": "packed by RAR", "tar": "a tar archive",
  ]

  /// `page.xls: an old Excel file, which is not read. Save it as CSV or .xlsx.`; `nil` for what holds no tables.
  package static func problem(_ name: String) -> String? {
    guard let what = what(name) else { return nil }
    let isPacked = what.hasPrefix("packed") || what.hasSuffix("archive")
    return "\(name): \(what), which is not read. "
      + (isPacked ? "Unpack it, or pack it as .zip or .gz." : "Save it as CSV or .xlsx.")
  }

  /// The same for the rest: nothing is wrong with it, and nothing of it is counted.
  package static func note(_ names: [String]) -> String? {
    let folders = names.filter { $0.hasSuffix(folderOfExports) }.map { String($0.dropLast(folderOfExports.count)) + "/" }
    let others = names.filter { what($0) == nil && !$0.hasSuffix(folderOfExports) }
    var told: [String] = []
    if !others.isEmpty {
      told.append(
        "Left alone, no tables: \(others.prefix(6).joined(separator: ", "))\(others.count > 6 ? " and \(others.count - 6) more" : "")."
      )
    }
    if !folders.isEmpty {
      told.append(
        "Folders are not looked into: put the exports of \(folders.prefix(6).joined(separator: ", ")) beside the others if they are to count."
      )
    }
    return told.isEmpty ? nil : told.joined(separator: " ")
  }

  /// What a file is that may hold tables, in three words.
  package static func what(_ name: String) -> String? { tables[FolderListing.ending(name)] }
}
