extension Reading {
  /// Values are looked up for so many merges of each rule and file; of the others only the places are told.
  static let shownMerges = 200

  /// Every row that was counted with another, or is nobody: in the order of the rules, then of the files.
  package var merges: [Merge] {
    let order = Dictionary(uniqueKeysWithValues: PeopleRule.allCases.enumerated().map { ($1, $0) })
    let rows = joined.merges.sorted { a, b in
      (order[a.rule] ?? 0, a.row.file, a.row.row) < (order[b.rule] ?? 0, b.row.file, b.row.row)
    }
    var shown = 0
    var last: (PeopleRule, UInt16)?
    return rows.map { one in
      if let last, last == (one.rule, one.row.file) { shown += 1 } else { shown = 0 }
      last = (one.rule, one.row.file)
      let isNobody = one.rule.isLeftOut
      let table = tables[Int(one.row.file)]
      return Merge(
        rule: one.rule, file: table.file, line: table.lines.line(ofRow: Int(one.row.row)),
        intoFile: isNobody ? nil : tables[Int(one.into.file)].file,
        intoLine: isNobody ? nil : tables[Int(one.into.file)].lines.line(ofRow: Int(one.into.row)),
        fingerprint: Fingerprint.of(one.key), value: shown < Reading.shownMerges ? value(one) : "")
    }
  }

  /// The cell that a merge went by.
  private func value(_ merge: MergeRow) -> String {
    let fields: [Field] =
      switch merge.rule {
      case .sameID: [.leadID]
      case .sameDeal: [.dealID]
      case .namesake: [.name]
      case .sameEmail: [.email]
      case .sameName: [.name, .company]
      case .again, .otherList, .otherCase, .otherAddress, .staff, .stayedAway, .declined, .testRecord, .deleted:
        [.email, .badge, .name]
      }
    let table = Int(merge.row.file)
    for field in fields {
      guard let index = recognised[table].column(field) else { continue }
      let column = tables[table].columns[index]
      if column.isMissing(Int(merge.row.row)) { continue }
      let text = tables[table].text(row: Int(merge.row.row), column: index)
      return text.isEmpty ? column.text(Int(merge.row.row)) : text
    }
    return ""
  }

  /// Names of accounts and deals that almost match.
  package var namesakes: [Namesake] {
    Namesakes(
      building: LedgerBuilding(
        tables: answered, recognised: recognised, settings: settings, workers: workers, ownDomains: settings.emailDomains)
    ).proposed()
  }
}

extension LedgerBuilding {
  /// Names the user called the same count once, or meet from now on. Where nobody did, nothing is looked for: what is only proposed is
  /// found when somebody looks (`Reading.namesakes`).
  mutating func findNamesakes() {
    guard !settings.people.same.isEmpty else { return }
    for pair in Namesakes(building: self).proposed() where pair.isSame == true { aliases[pair.second.key] = pair.first.key }
  }

  /// The key of a name, or of the one it was called the same as.
  func known(_ keys: [UInt64]) -> [UInt64] {
    aliases.isEmpty ? keys : keys.map { aliases[$0] ?? $0 }
  }
}
