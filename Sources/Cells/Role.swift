/// What a cell means. A theme gives each role its look; no view ever names a colour.
package enum Role: UInt8, CaseIterable, Sendable {
  case blank, text, headline, muted
  case marketing, sales, joint
  case marketingMark, salesMark, jointMark
  case border, borderFocused, selection, selectionElsewhere, tabActive
  case good, warning, bad
  case curve, spark, salesSpark, marker, limit, band, unfinished
  case gradeA, gradeB, gradeC, gradeD, gradeN, gradeX
  case key, overlayBorder, backdrop, input, cursor, quotation, placeholder

  /// The letter a golden file shows for a cell of this role.
  package var letter: Character { facts.letter }

  /// The name a theme file gives this role.
  package var name: String { facts.name }

  /// The role a golden file shows as `letter`, or `nil`.
  package init?(letter: Character) {
    guard let role = Role.allCases.first(where: { $0.letter == letter }) else { return nil }
    self = role
  }

  /// How strongly this role must stand out against its ground.
  package var reading: Reading {
    switch self {
    case .border, .overlayBorder, .backdrop, .blank: .furniture
    case .spark, .salesSpark, .marketingMark, .salesMark, .jointMark, .borderFocused, .curve, .marker, .limit, .band,
      .unfinished:
      .marks
    case .text, .headline, .muted, .marketing, .sales, .joint, .selection, .selectionElsewhere, .tabActive, .good, .warning,
      .bad, .gradeA, .gradeB, .gradeC, .gradeD, .gradeN, .gradeX, .key, .input, .cursor, .quotation, .placeholder:
      .words
    }
  }

  /// Words need a contrast of 4.5, marks and graphs 3; furniture carries nothing of its own.
  package enum Reading: Sendable { case words, marks, furniture }

  /// A side's word role turned into the role of its marks; every other role is its own.
  package var ofMarks: Role {
    switch self {
    case .marketing: .marketingMark
    case .sales: .salesMark
    case .joint: .jointMark
    default: self
    }
  }

  /// Does a cell of this role mean something even when it is blank?
  package var paintsBlanks: Bool {
    switch self {
    case .selection, .selectionElsewhere, .tabActive, .input, .cursor, .placeholder: true
    default: false
    }
  }

  private var facts: (letter: Character, name: String) {
    switch self {
    case .blank: (".", "blank")
    case .text: ("t", "text")
    case .headline: ("h", "headline")
    case .muted: ("u", "muted")
    case .marketing: ("M", "marketing")
    case .sales: ("S", "sales")
    case .joint: ("J", "joint")
    case .marketingMark: ("a", "marketing_mark")
    case .salesMark: ("e", "sales_mark")
    case .jointMark: ("j", "joint_mark")
    case .border: ("l", "border")
    case .borderFocused: ("L", "border_focused")
    case .selection: ("f", "selection")
    case .selectionElsewhere: ("F", "selection_elsewhere")
    case .tabActive: ("T", "tab_active")
    case .good: ("g", "good")
    case .warning: ("w", "warning")
    case .bad: ("x", "bad")
    case .curve: ("c", "curve")
    case .spark: ("s", "spark")
    case .salesSpark: ("v", "sales_spark")
    case .marker: ("n", "marker")
    case .limit: ("r", "limit")
    case .band: ("b", "band")
    case .unfinished: ("d", "unfinished")
    case .gradeA: ("1", "grade_a")
    case .gradeB: ("2", "grade_b")
    case .gradeC: ("3", "grade_c")
    case .gradeD: ("4", "grade_d")
    case .gradeN: ("5", "grade_n")
    case .gradeX: ("6", "grade_x")
    case .key: ("k", "key")
    case .overlayBorder: ("o", "overlay_border")
    case .backdrop: ("z", "backdrop")
    case .input: ("i", "input")
    case .cursor: ("I", "cursor")
    case .quotation: ("q", "quotation")
    case .placeholder: ("p", "placeholder")
    }
  }
}
