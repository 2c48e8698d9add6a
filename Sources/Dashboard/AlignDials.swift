import Journal
import Records
import Translation

/// The dials of Align: room, until when it holds, the money; and what is written down of them.
extension AlignView {
  /// Leads a week of one person, where a plan says how many there are; else four.
  func person(_ facts: Facts) -> Int {
    answer(facts).flatMap { AlignPanel.person($0.outlook) }.map { max(1, Int($0.rounded())) } ?? 4
  }

  mutating func turnRoom(by leads: Int, _ facts: Facts) {
    guard let answer = answer(facts) else { return }
    let now = (answer.rooms.first ?? nil)?.leads ?? answer.alignment.weeks.first?.expected.value.rounded() ?? 0
    // Until the room that was there changes by itself, if it does.
    let until = dialled.count == 1 ? dialled[0].to : answer.firstStretchEnd
    dialled = [Outlook.RoomSet(from: answer.outlook.monday, to: until, leads: max(0, min(100_000, now + Double(leads))))]
    (trying, staff) = (nil, nil)
  }

  mutating func turnUntil(_ weeks: Int, _ facts: Facts) {
    guard let answer = answer(facts) else { return }
    let now = (answer.rooms.first ?? nil)?.leads ?? 0
    var room =
      dialled.count == 1
      ? dialled[0] : Outlook.RoomSet(from: answer.outlook.monday, to: answer.firstStretchEnd, leads: now)
    let last = answer.outlook.monday + 7 * Outlook.weeksAhead - 1
    let next = (room.to ?? last) + 7 * weeks
    room.to = next >= last ? nil : max(answer.outlook.monday + 6, next)
    (dialled, staff) = ([room], nil)
  }

  mutating func turnBudget(_ step: Int, _ facts: Facts) {
    guard let answer = answer(facts) else { return }
    let sizes = (0...8).flatMap { power in [1.0, 2, 3, 4, 6, 8].map { $0 * GoalEditor.power(power + 2) } }
    let now = answer.budget
    budget = step > 0 ? sizes.first { $0 > now * 1.001 } ?? now : sizes.last { $0 < now * 0.999 } ?? now
  }

  /// Writes down what is tried or dialled.
  mutating func decide(_ facts: Facts) -> [Effect] {
    guard let answer = answer(facts) else { return [] }
    let wording = AlignWording(answer)
    if let fix = trying {
      let (aims, rooms) = fix.applied(to: answer.question.aims, answer.alignment.weeks)
      let known = facts.aims
      var drafts = [
        draft(
          .decision(Decision(sentence: wording.decision(fix), owner: .both, due: wording.lookAgain)), facts)
      ]
      for (at, aim) in aims.enumerated() where at >= known.count || known[at].aim != aim {
        drafts.append(draft(.goal(aim.goal, of: at < known.count ? known[at].id : nil), facts))
      }
      for room in rooms { drafts.append(draft(AlignView.room(room), facts)) }
      trying = nil
      return [.append(drafts)]
    }
    guard let room = dialled.first else {
      said = "Nothing is turned or tried yet: + and − turn the room, ⏎ tries a fix."
      return []
    }
    let what = staff.map { What.room($0.room(from: answer.outlook.monday)) } ?? AlignView.room(room)
    (dialled, staff) = ([], nil)
    return [.append([draft(what, facts)])]
  }

  private static func room(_ set: Outlook.RoomSet) -> What { .room(.init(from: set.from, to: set.to, leadsAWeek: set.leads)) }
}
