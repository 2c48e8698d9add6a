/// What a cell means. A theme gives each role its look; no view ever names a colour.
package enum Role: UInt8, CaseIterable, Sendable {
  case blank, text, headline, muted
  case marketing, sales, joint
  case marketingMark, salesMark, jointMark
  case border, borderFocused, selection, selectionElsewhere, tabActive
  case good, warning, bad
  case curve, spark, marker, limit, band, unfinished
  case gradeA, gradeB, gradeC, gradeD, gradeN, gradeX
  case key, overlayBorder, backdrop, input, cursor, quotation, placeholder
}
