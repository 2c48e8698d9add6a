import Cells
import Records
import Translation

/// What counts as a first answer, in words.
extension AlignWording {
  /// The end of a sentence on working hours, and the rule where answers were found among what sales did.
  var answerRule: String {
    guard let one = answer.outlook.promises.found.first else { return "only the first answer counts, never an attempt." }
    return one.answers.rule(in: printable(one.file))
  }
}

extension FoundAnswers {
  /// What was taken for the first answer, and how many were reached, after a semicolon.
  func rule(in file: String) -> String {
    "no column has first answers, so the first call, mail or meeting in \(file) once a lead had come to sales is taken for it. \(counts)"
  }

  /// *2,950 of 2,981 leads were tried; 1,200 of them reached.*
  package var counts: String {
    let tried = "\(Numbers.count(self.tried)) of \(Numbers.count(leads)) leads were tried"
    return reached.map { "\(tried), \(Numbers.count($0)) reached." } ?? "\(tried); whether they were reached is not recorded."
  }

  /// The same about the file itself.
  package var sentence: String {
    "No column has first answers: the first call, mail or meeting here once a lead had come to sales is taken for it. \(counts)"
  }
}
