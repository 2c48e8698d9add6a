import Testing

@testable import parley

/// `--json` is read by programs: whatever a figure or a text is, what is written is JSON.
@Suite struct JsonTests {
  @Test(
    "figures are written with six digits and large ones to the cent, and what is no number is null",
    arguments: [
      (0.0, "0"), (-0.0, "0"), (.leastNonzeroMagnitude, "0"), (-.leastNonzeroMagnitude, "0"), (1e-13, "0"), (2.5e-9, "2.5e-09"),
      (0.0161949123, "0.0161949"),
      (-12.3456789, "-12.3457"), (123_456.789, "123456.79"), (42, "42"), (15_648.86, "15648.86"), (.nan, "null"),
      (.infinity, "null"),
    ])
  func figures(value: Double, written: String) { #expect(Json.number(value).text == written) }

  @Test("a byte that a terminal or a reader would obey is spelled out")
  func texts() {
    #expect(Json.string("a\"\\\n\u{1B}[2J\u{202E}").text == #""a\"\\\n\u001b[2J\u202e""#)
  }
}
