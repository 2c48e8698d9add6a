import Records
import Translation

/// The room by people, opened from its panel: what the form says is thought aloud at once.
extension AlignView {
  mutating func openPeople(_ facts: Facts) {
    guard let answer = answer(facts) else { return }
    let now = (answer.rooms.first ?? nil)?.leads ?? answer.alignment.weeks.first?.expected.value.rounded() ?? 0
    let known = dialled.isEmpty ? facts.staff(on: answer.outlook.monday) : staff
    people = StaffEditor(known ?? StaffEditor.fresh(answer.outlook, room: now, until: answer.firstStretchEnd))
  }

  /// `nil` where the form is closed, or the key is none of its own. What it says is dialled at once.
  mutating func typePeople(_ key: Key, _ facts: Facts) -> [Effect]? {
    guard var open = people, let outcome = open.type(key), let monday = facts.findings?.outlook?.monday else { return nil }
    if open.plan != people?.plan {
      open.fill(monday)
      (staff, dialled, trying) = (open.plan, open.plan.rooms(from: monday), nil)
    }
    people = open
    switch outcome {
    case .going: break
    case .cancelled: (people, staff, dialled) = (nil, nil, [])
    case .kept:
      people = nil
      (staff, dialled, trying) = (open.plan, open.plan.rooms(from: monday), nil)
      said = "Thought aloud: d writes it down, esc takes it back."
    case .wrong(let sentence): said = sentence
    }
    refresh(facts)
    return []
  }
}
