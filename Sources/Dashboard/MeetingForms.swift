import Cells
import Journal
import Records
import Translation

/// The forms of the meeting.
extension Form {
  func decisionDrafts(_ facts: Facts, _ findings: Findings) throws(Complaint) -> [Draft] { [] }
}
